from chassis.process import main
from importer.bootstrap import SERVICE

main(SERVICE)
