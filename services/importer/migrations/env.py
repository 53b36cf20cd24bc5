"""Alembic's entry: the chassis does the rest."""

from chassis.migrations import run_env
from importer.adapters import tables

__all__ = ["tables"]

run_env("importer")
