"""One use case per file. Each gets an open transaction through its ports and never commits."""
