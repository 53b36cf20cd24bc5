"""The facts this service promises (published) and what it reads of the others' (consumed)."""
