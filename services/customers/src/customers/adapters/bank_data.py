"""Bank details, encrypted before they reach the database.

Fernet (AES-128-CBC with HMAC-SHA256), several keys: the first encrypts, all decrypt. A key is replaced by
putting a new one in front, and dropping the old one when the worker has sealed everything anew.
"""

import json
from functools import lru_cache
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from customers.adapters.tables import CustomerRow
from customers.domain.customer import SealedBankDetails
from customers.domain.errors import BankDetailsUnreadable, FieldRejected

_NIL = UUID(int=0)


class BankVault:
    """Seals bank details with the keys of BANK_DATA_KEYS."""

    def __init__(self, keys: str) -> None:
        self._fernets = [Fernet(key.strip()) for key in keys.split(",") if key.strip()]

    def seal(self, iban: str, bic: str | None, account_holder: str | None) -> SealedBankDetails:
        """The sealed details. Raises FieldRejected where no key is set up: nothing is kept in clear."""
        if not self._fernets:
            raise FieldRejected("bank_details_unavailable", "bank_details")
        plain = json.dumps({"iban": iban, "bic": bic, "account_holder": account_holder})
        return SealedBankDetails(self._fernets[0].encrypt(plain.encode()), iban[-4:])

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


@lru_cache(maxsize=4)
def vault_of(keys: str) -> BankVault:
    """The vault with these keys (BANK_DATA_KEYS)."""
    return BankVault(keys)


async def seal_anew(session: AsyncSession, vault: BankVault, after: UUID = _NIL) -> tuple[UUID | None, int]:
    """A thousand rows are under the first key; answers where to go on (or None) and how many no key opens."""
    rows = (
        await session.execute(
            select(CustomerRow.id, CustomerRow.bank_details)
            .where(CustomerRow.bank_details.is_not(None), CustomerRow.id > after)
            .order_by(CustomerRow.id)
            .limit(1000)
            .with_for_update(of=CustomerRow)
        )
    ).all()
    unreadable = 0
    for customer_id, sealed in rows:
        assert sealed is not None
        try:
            anew = vault.sealed_anew(sealed)
        except InvalidToken:
            unreadable += 1
            continue
        if anew is not None:
            await session.execute(
                update(CustomerRow).where(CustomerRow.id == customer_id).values(bank_details=anew)
            )
    return (rows[-1].id if rows else None), unreadable
