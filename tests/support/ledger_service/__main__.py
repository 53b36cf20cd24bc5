from chassis.process import main
from tests.support.ledger_service.service import SERVICE

main(SERVICE)
