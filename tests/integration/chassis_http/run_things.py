"""`python -m tests.integration.chassis_http.run_things api | worker | migrate | openapi`."""

from chassis.process import main
from tests.integration.chassis_http.things import SERVICE

if __name__ == "__main__":
    main(SERVICE)
