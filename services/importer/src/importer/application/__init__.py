"""One use case per file. They get an open session's repositories and never commit."""
