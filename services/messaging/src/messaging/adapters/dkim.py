"""DKIM signatures (RFC 6376): put together by dkimpy's parts, signed by OpenSSL."""

import time
from base64 import b64encode
from hashlib import sha256

from dkim import fold, rfc822_parse, select_headers
from dkim.canonicalization import Relaxed

from messaging.dkim_keys import DkimKey
from messaging.settings import Settings

_HEADER = b"DKIM-Signature"
_LINE = 72
_SIGNED = (
    *(b"from", b"to", b"subject", b"date", b"message-id"),
    *(b"mime-version", b"content-type", b"content-transfer-encoding"),
    *(b"auto-submitted", b"list-unsubscribe", b"list-unsubscribe-post"),
)
"""What is signed where it is there. RFC 8058 demands it of the last two."""


class Signer:
    """Signs mails for a domain.

    dkimpy signs by RSA, too, but with Python's `pow`, which takes ten times as long (figures: docs/benchmarks.md).
    """

    def __init__(self, selector: str, domain: str, key: DkimKey) -> None:
        self._selector = selector.encode()
        self._domain = domain.encode()
        self._key = key

    @classmethod
    def of(cls, settings: Settings) -> "Signer | None":
        """None when no key is set."""
        dkim = settings.dkim
        return dkim and cls(*dkim)

    def signed(self, mail: bytes) -> bytes:
        """The mail with its signature on top. From is signed once more than it is there, so that none can be added."""
        headers, body = rfc822_parse(mail)
        there = {name.lower() for name, _ in headers}
        names = [b"from", *(name for name in _SIGNED if name in there)]
        tags = [
            b" v=1; a=" + self._key.algorithm + b"; c=relaxed/relaxed",
            b"d=" + self._domain,
            b"s=" + self._selector + b"; t=%d" % time.time(),
            fold(b"h=" + b" : ".join(names)),
            b"bh=" + b64encode(sha256(Relaxed.canonicalize_body(body)).digest()),
            b"b=",
        ]
        unsigned = b";\r\n ".join(tags)
        covered = Relaxed.canonicalize_headers([*select_headers(headers, names), (_HEADER, unsigned)])
        data = b"".join(name + b":" + value for name, value in covered).removesuffix(b"\r\n")
        signature = b64encode(self._key.sign(data))
        lines = (signature[at : at + _LINE] for at in range(0, len(signature), _LINE))
        header: bytes = _HEADER + b":" + unsigned + b"\r\n ".join(lines)
        return header + b"\r\n" + mail
