from billing.bootstrap import SERVICE
from chassis.process import main

main(SERVICE)
