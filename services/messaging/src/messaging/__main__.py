"""`python -m messaging api | worker | migrate | openapi`."""

from chassis.process import main
from messaging.bootstrap import SERVICE

if __name__ == "__main__":
    main(SERVICE)
