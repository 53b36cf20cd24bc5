"""The rules of billing, with nothing but the standard library."""
