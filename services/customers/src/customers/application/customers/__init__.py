"""Creating and changing customers."""
