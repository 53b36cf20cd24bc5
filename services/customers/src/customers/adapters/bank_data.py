"""Bank details, encrypted before they reach the database, and the fingerprints by which equal ones are found.

Fernet (AES-128-CBC with HMAC-SHA256), several keys: the first encrypts, all decrypt. A key is replaced by
putting a new one in front, and dropping the old one when the worker has sealed everything anew.

A fingerprint is HMAC-SHA256 of the IBAN under a key that HKDF derives from the Fernet key. It is made anew together
with the sealed details; whoever searches meanwhile asks for the fingerprints under all keys.
"""

import hashlib
import hmac
import json
from functools import lru_cache
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from customers.adapters.merge_tables import MergeMemoryRow
from customers.adapters.tables import CustomerRow
from customers.domain.customer import SealedBankDetails
from customers.domain.errors import BankDetailsUnreadable, FieldRejected

_NIL = UUID(int=0)


class BankVault:
    """Seals bank details with the keys of BANK_DATA_KEYS."""

    def __init__(self, keys: str) -> None:
        secrets = [key.strip() for key in keys.split(",") if key.strip()]
        self._fernets = [Fernet(secret) for secret in secrets]
        self._fingerprint_keys = [_fingerprint_key(secret) for secret in secrets]

    def seal(self, iban: str, bic: str | None, account_holder: str | None) -> SealedBankDetails:
        """The sealed details. Raises FieldRejected where no key is set up: nothing is kept in clear."""
        if not self._fernets:
            raise FieldRejected("bank_details_unavailable", "bank_details")
        plain = json.dumps({"iban": iban, "bic": bic, "account_holder": account_holder})
        sealed = self._fernets[0].encrypt(plain.encode())
        return SealedBankDetails(sealed, iban[-4:], self.fingerprints(iban)[0])

    def fingerprints(self, iban: str) -> list[bytes]:
        """The fingerprint of an IBAN under each key, the present one first."""
        return [hmac.digest(key, iban.encode(), hashlib.sha256) for key in self._fingerprint_keys]

    def fingerprint_of(self, sealed: bytes) -> bytes:
        """The fingerprint under the first key. Raises InvalidToken when no key fits."""
        if not self._fernets:
            raise InvalidToken
        return self.fingerprints(json.loads(MultiFernet(self._fernets).decrypt(sealed))["iban"])[0]

    def open(self, sealed: bytes) -> dict[str, str | None]:
        """IBAN, BIC and account holder. Raises BankDetailsUnreadable when no key fits."""
        try:
            opened = MultiFernet(self._fernets).decrypt(sealed) if self._fernets else None
        except InvalidToken:
            opened = None
        if opened is None:
            raise BankDetailsUnreadable
        plain: dict[str, str | None] = json.loads(opened)
        return plain

    def sealed_anew(self, sealed: bytes) -> bytes | None:
        """The same details under the first key; None when they are. Raises InvalidToken when no key fits."""
        if not self._fernets:
            raise InvalidToken
        try:
            self._fernets[0].decrypt(sealed)
        except InvalidToken:
            return MultiFernet(self._fernets).rotate(sealed)
        return None


def _fingerprint_key(secret: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"stammkunde iban fingerprint")
    return derived.derive(secret.encode())


@lru_cache(maxsize=4)
def vault_of(keys: str) -> BankVault:
    """The vault with these keys (BANK_DATA_KEYS)."""
    return BankVault(keys)


async def seal_anew(session: AsyncSession, vault: BankVault, after: UUID = _NIL) -> tuple[UUID | None, int]:
    """A thousand rows are under the first key; answers where to go on (or None) and how many no key opens."""
    rows = (
        await session.execute(
            select(CustomerRow.id, CustomerRow.bank_details, CustomerRow.iban_fingerprint)
            .where(CustomerRow.bank_details.is_not(None), CustomerRow.id > after)
            .order_by(CustomerRow.id)
            .limit(1000)
            .with_for_update(of=CustomerRow)
        )
    ).all()
    unreadable = 0
    for customer_id, sealed, fingerprint in rows:
        assert sealed is not None
        try:
            anew = vault.sealed_anew(sealed)
            if anew is None and fingerprint is not None:
                continue
            values = {"bank_details": anew or sealed, "iban_fingerprint": vault.fingerprint_of(sealed)}
        except InvalidToken:
            unreadable += 1
            continue
        await session.execute(update(CustomerRow).where(CustomerRow.id == customer_id).values(values))
    return (rows[-1].id if rows else None), unreadable


async def seal_memories_anew(session: AsyncSession, vault: BankVault) -> int:
    """What an undo of a merge would restore is under the first key; answers how many no key opens."""
    unreadable = 0
    for row in await session.scalars(select(MergeMemoryRow).with_for_update()):
        for column in ("source_bank_details", "survivor_bank_details"):
            if (sealed := getattr(row, column)) is not None:
                try:
                    setattr(row, column, vault.sealed_anew(sealed) or sealed)
                except InvalidToken:
                    unreadable += 1
    await session.flush()
    return unreadable
