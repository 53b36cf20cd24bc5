"""The use cases: one per file, on an open transaction that none of them commits."""
