"""Look-alikes in PostgreSQL: a few by each index, then the domain's rule.

The first letter of a name, as it sounds, is trusted; of those who share it (and the postcode, the birth date or
the IBAN) the closest by trigrams are compared. So a town of one postcode costs no more than a country.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, false, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from customers.adapters.customer_rows import customer_of
from customers.adapters.tables import IS_LIVE, CustomerRow, ParticipantRow
from customers.domain.customer import Customer
from customers.domain.duplicates import MOST, Likeness, Reason, likeness_of_customer, reasons
from customers.domain.errors import Candidate
from customers.domain.names import Name

_C, _P = CustomerRow, ParticipantRow
_CLOSEST = 100
_ZERO: ColumnElement[int] = literal_column("0")  # no parameter: the index is for these rows alone
_STRENGTH = list(Reason)


class StoredLookAlikes:
    """Implements `LookAlikes` on an open session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def candidates(
        self, likeness: Likeness, *, but_not: UUID | None = None, standing: bool = False
    ) -> list[Candidate]:
        """Those that resemble it, with the reasons, the likeliest first."""
        found: set[UUID] = set()
        for search in _searches(likeness):
            found.update(await self._session.scalars(search))
        found.discard(but_not or UUID(int=0))
        compared = [
            (candidate, reasons(likeness, likeness_of_customer(candidate), standing=standing))
            for candidate in await self._read(found)
        ]
        alike = [(candidate, why) for candidate, why in compared if why]
        alike.sort(key=lambda pair: (_STRENGTH.index(pair[1][0]), -len(pair[1]), pair[0].number))
        return [
            Candidate(candidate.id, candidate.number, candidate.name, [reason.value for reason in why])
            for candidate, why in alike[:MOST]
        ]

    async def _read(self, customer_ids: Collection[UUID]) -> list[Customer]:
        rows = await self._session.scalars(select(_C).where(_C.id.in_(customer_ids), IS_LIVE))
        participants = await self._session.scalars(select(_P).where(_P.customer_id.in_(customer_ids)))
        of_customer: dict[UUID, list[ParticipantRow]] = {}
        for participant in participants:
            of_customer.setdefault(participant.customer_id, []).append(participant)
        return [customer_of(row, of_customer.get(row.id, [])) for row in rows]


def _searches(likeness: Likeness) -> list[Select[Any]]:
    searches: list[Select[Any]] = []
    live: Select[Any] = select(_C.id).where(IS_LIVE)
    if likeness.email_key:
        searches.append(live.where(_C.email_key == likeness.email_key))
    for phone in sorted(likeness.phones):
        listed = (func.cardinality(_C.further_phones) > _ZERO) & _C.further_phones.contains([phone])
        searches += [live.where(_C.phone == phone).limit(_CLOSEST), live.where(listed).limit(_CLOSEST)]
    if likeness.iban_fingerprints:
        same_account = _C.iban_fingerprint.in_(likeness.iban_fingerprints)
        searches.append(_closest(live.where(same_account), likeness.name, _C.name_key))
    if likeness.postal_code:
        near = live.where(_C.postal_code == likeness.postal_code, _begins_alike(likeness.name, _C.name_key))
        searches.append(_closest(near, likeness.name, _C.name_key))
    births: Select[Any] = select(_P.customer_id).where(_P.birth_date.in_(likeness.birth_dates))
    if likeness.birth_dates:
        of_namesakes = births.join(_C, _C.id == _P.customer_id).where(
            _begins_alike(likeness.name, _C.name_key)
        )
        searches.append(_closest(of_namesakes, likeness.name, _C.name_key))
    for born in likeness.born:
        if born.on:
            same_day: Select[Any] = select(_P.customer_id).where(
                _P.birth_date == born.on, _begins_alike(born.name, _P.name_key)
            )
            searches.append(_closest(same_day, born.name, _P.name_key))
    return searches


def _begins_alike(name: Name, key: SQLColumnExpression[str | None]) -> ColumnElement[bool]:
    letters = [key.startswith(letter, autoescape=True) for letter in name.first_letters]
    return or_(*letters) if letters else false()


def _closest(search: Select[Any], name: Name, key: SQLColumnExpression[str | None]) -> Select[Any]:
    return search.order_by(func.similarity(key, name.key).desc()).limit(_CLOSEST)
