"""Deleting a customer for good, and proving it."""
