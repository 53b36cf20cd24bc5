"""Alembic's entry: the chassis does the rest."""

from chassis.migrations import run_env
from messaging.adapters import tables

__all__ = ["tables"]

run_env("messaging")
