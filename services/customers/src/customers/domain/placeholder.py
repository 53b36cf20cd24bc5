"""Placeholder addresses (C12): given for customers who have no e-mail.

They have no login and are never mailed.
"""

from collections.abc import Iterable


class PlaceholderEmails:
    """The addresses of PLACEHOLDER_EMAILS; each also stands for its plus-addresses (`keine+4711@…`)."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self._addresses = frozenset(a.strip().casefold() for a in addresses if a.strip())

    def cover(self, email: str) -> bool:
        """Whether the address is a placeholder, so that several customers may have it."""
        local, _, domain = email.casefold().rpartition("@")
        return bool({f"{local}@{domain}", f"{local.partition('+')[0]}@{domain}"} & self._addresses)
