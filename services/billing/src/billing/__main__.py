from chassis.process import main

from billing.bootstrap import SERVICE

main(SERVICE)
