"""What the importer promises, and what it reads of others."""
