"""Customers that are one (C11): finding them, merging them, and taking it back."""
