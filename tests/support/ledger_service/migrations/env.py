from chassis.migrations import run_env
from chassis.tables import Base

run_env(Base.metadata)
