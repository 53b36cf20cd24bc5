"""Where requests and events come in: they are translated here, and answered."""
