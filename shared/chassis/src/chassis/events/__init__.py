"""The event plumbing: from the outbox of one service to the effect in another, once and in order."""
