"""Customers, participants, notes, accounts and the erasure ledger."""
