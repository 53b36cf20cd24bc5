"""Alembic's entry."""

from chassis.migrations import run_env
from chassis.tables import Base
from messaging.adapters import tables

__all__ = ["tables"]

run_env(Base.metadata)
