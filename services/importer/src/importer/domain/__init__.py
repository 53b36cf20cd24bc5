"""The rules of reading and running an import. Standard library only."""
