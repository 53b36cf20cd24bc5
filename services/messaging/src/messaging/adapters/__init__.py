"""PostgreSQL, SMTP out and SMTP in: everything that touches the world."""
