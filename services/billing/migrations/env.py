"""Alembic's entry: the chassis does the rest."""

from billing.adapters.tables import Base
from chassis.migrations import run_env

run_env(Base.metadata)
