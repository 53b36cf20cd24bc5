"""The rules of customers: standard library only."""
