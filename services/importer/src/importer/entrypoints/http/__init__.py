"""The HTTP API of the importer."""
