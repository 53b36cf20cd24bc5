"""What billing tells and what it listens to."""
