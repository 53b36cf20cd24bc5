"""Alembic's entry: the chassis does the rest."""

from chassis.migrations import run_env
from customers.adapters import account_tables, ledger_tables, tables

__all__ = ["account_tables", "ledger_tables", "tables"]

run_env("customers")
