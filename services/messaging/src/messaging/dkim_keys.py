"""The private key that mails are signed with, checked at the start."""

import base64
import binascii
from hashlib import sha256
from typing import Literal, NamedTuple

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pydantic_core import PydanticCustomError

_SMALLEST_RSA = 1024
"""Bits; RFC 8301 forbids less, and asks for 2048."""


class DkimKey(NamedTuple):
    """A private key, and what signatures by it are called."""

    algorithm: Literal[b"rsa-sha256", b"ed25519-sha256"]
    private: RSAPrivateKey | Ed25519PrivateKey

    def __repr__(self) -> str:
        return f"DkimKey({self.algorithm.decode()})"

    def sign(self, data: bytes) -> bytes:
        """The signature of the data (RFC 6376, 3.3; RFC 8463, 3: Ed25519 signs their hash)."""
        if isinstance(self.private, RSAPrivateKey):
            return self.private.sign(data, PKCS1v15(), SHA256())
        return self.private.sign(sha256(data).digest())


def dkim_key(text: str) -> DkimKey:
    """Reads an RSA or Ed25519 key in PEM (line ends may be written as `\\n`), or the 32 bytes of the latter in base64.

    Raises PydanticCustomError, which never shows the key.
    """
    text = text.strip().replace("\\n", "\n")
    if not text.startswith("-----BEGIN"):
        return DkimKey(b"ed25519-sha256", _of_seed(text))
    try:
        key = load_pem_private_key(text.encode() + b"\n", password=None)
    except TypeError:
        raise _wrong("is encrypted; it has to be without a passphrase") from None
    except (ValueError, UnsupportedAlgorithm):
        raise _wrong("is no private key in PEM") from None
    if isinstance(key, Ed25519PrivateKey):
        return DkimKey(b"ed25519-sha256", key)
    if not isinstance(key, RSAPrivateKey):
        raise _wrong("is neither an RSA nor an Ed25519 key")
    if key.key_size < _SMALLEST_RSA:
        raise _wrong("is too short: RFC 8301 asks for 2048 bits and forbids less than 1024")
    return DkimKey(b"rsa-sha256", key)


def _of_seed(text: str) -> Ed25519PrivateKey:
    try:
        seed = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise _wrong("is neither PEM nor base64") from None
    if len(seed) != 32:
        raise _wrong("has not the 32 bytes of an Ed25519 key")
    return Ed25519PrivateKey.from_private_bytes(seed)


def _wrong(what: str) -> PydanticCustomError:
    return PydanticCustomError("dkim_private_key", "DKIM_PRIVATE_KEY {what}", {"what": what})
