"""Where requests, events and time come in."""
