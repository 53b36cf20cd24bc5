"""Who may log in, and sessions."""
