"""Alembic's entry: the chassis does the rest."""

from chassis.migrations import run_env
from importer.adapters.tables import Base

run_env(Base.metadata)
