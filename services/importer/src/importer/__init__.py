"""Customer data from CSV files."""
