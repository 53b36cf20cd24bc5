"""DKIM signatures (RFC 6376), by dkimpy."""

from dkim import DKIM

from messaging.dkim_keys import DkimKey
from messaging.settings import Settings

_SIGNED = (
    *(b"from", b"to", b"subject", b"date", b"message-id"),
    *(b"mime-version", b"content-type", b"content-transfer-encoding"),
    *(b"auto-submitted", b"list-unsubscribe", b"list-unsubscribe-post"),
)
"""What is signed where it is there. RFC 8058 demands it of the last two."""


class Signer:
    """Signs mails for a domain.

    In the thread that composes: RSA in dkimpy is Python's `pow`, which holds the interpreter in any thread, so one
    more would help nobody (figures: docs/benchmarks.md).
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
        signing = DKIM(mail)
        there = {name.lower() for name, _ in signing.headers}
        header: bytes = signing.sign(
            self._selector,
            self._domain,
            self._key.key,
            signature_algorithm=self._key.algorithm,
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=[b"from", *(name for name in _SIGNED if name in there)],
        )
        return header + mail
