"""A service as small as they get: it writes down every deposit it sees, and says so. For the chassis' tests."""
