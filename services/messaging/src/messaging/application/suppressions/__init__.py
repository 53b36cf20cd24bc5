"""Who is not mailed."""
