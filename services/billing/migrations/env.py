"""Alembic's entry: the chassis does the rest."""

from billing.adapters import tables
from chassis.migrations import run_env

__all__ = ["tables"]

run_env("billing")
