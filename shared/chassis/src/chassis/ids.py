"""Ids of everything: UUIDv7, so that they sort by the time they were made."""

from uuid import UUID

import uuid_utils


def new_id() -> UUID:
    """A new UUIDv7 (RFC 9562); never the same twice, in rising order within a process."""
    return UUID(bytes=uuid_utils.uuid7().bytes)
