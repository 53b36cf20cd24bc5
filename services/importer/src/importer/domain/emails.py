"""E-mail addresses: when two are the same, which are placeholders, and the only thing kept of a customer's."""

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable


def same_form(email: str) -> str:
    """The form in which two spellings of one address are equal: NFC, lower case, no white space around."""
    return unicodedata.normalize("NFC", email).strip().lower()


class PlaceholderEmails:
    """Addresses that several customers may share, and every plus-address of them (C12)."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self._addresses = frozenset(same_form(address) for address in addresses if address.strip())

    def cover(self, email: str) -> bool:
        """Whether the address is a placeholder, so that its uniqueness is not asked for."""
        address = same_form(email)
        local, _, domain = address.rpartition("@")
        return not self._addresses.isdisjoint({address, f"{local.partition('+')[0]}@{domain}"})


class EmailHasher:
    """HMAC-SHA256 with the deployment's key: equal addresses have equal hashes, no hash gives an address away."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def hash(self, email: str) -> bytes:
        """32 bytes that stand for the address in whatever spelling."""
        return hmac.digest(self._key, same_form(email).encode(), hashlib.sha256)
