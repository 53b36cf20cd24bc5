"""The HTTP edge every service shares: problem details, preconditions, idempotency, actors, pages, streams."""
