"""`python -m customers api|worker|migrate|openapi`."""

from chassis.process import main
from customers.bootstrap import SERVICE

main(SERVICE)
