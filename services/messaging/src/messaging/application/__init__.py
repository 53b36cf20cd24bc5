"""The use cases. They get ports bound to an open transaction and never commit."""
