"""Which customers a list shows (C3, C7), and by what it is ordered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, SQLColumnExpression, and_, func, or_, text, true, tuple_
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from customers.adapters.tables import IS_LIVE, CustomerRow
from customers.domain.customer import LIVE
from customers.domain.folding import grams, is_short, like_pattern, searched_words
from customers.domain.newsletter import NewsletterState

CUSTOMERS = CustomerRow.__table__
_C = CUSTOMERS.c
_LONG_LOCAL_PART = 8
Position = tuple[Any, ...]
"""Key and id of the last row seen."""
SORTS: dict[str, tuple[SQLColumnExpression[Any], type]] = {
    "number": (_C.number, int),
    "name": (_C.order_key, str),
    "last_name": (_C.order_key, str),
    "email": (func.lower(_C.email).collate("C"), str),
    "postal_code": (func.coalesce(_C.postal_code, "").collate("C"), str),
    "city": (func.translate(func.lower(func.coalesce(_C.city, "")), "äöüß", "aous").collate("C"), str),
    "credit_cents": (_C.credit_cents, int),
    "created_at": (_C.created_at, datetime),
    "updated_at": (_C.updated_at, datetime),
}
"""What customers can be ordered by, and the type of its cursor; each has an index of the live ones."""

_FREQUENT_GRAMS = text(
    """SELECT gram FROM pg_stats, unnest(most_common_elems::text::bigint[], most_common_elem_freqs) AS e (gram, share)
    WHERE tablename = 'ix_customers_search_grams' AND gram = ANY(:asked) AND share > 1.0 / 6"""
)


@dataclass(frozen=True)
class CustomerFilter:
    """What a list is narrowed to; all of it together."""

    q: str | None = None
    status: Sequence[str] = tuple(status.value for status in LIVE)
    customer_group_id: UUID | None = None
    recipient_group_id: UUID | None = None
    credit: str | None = None
    newsletter: bool | None = None
    postal_code: str | None = None

    def sort_key(self, sort: str) -> SQLColumnExpression[Any]:
        """What is sorted by. Deleted customers have neither name nor e-mail, and come first where they are shown."""
        key, kind = SORTS[sort]
        return key if self._live or kind is not str else func.coalesce(key, "")

    def coarsely(self) -> ColumnElement[bool]:
        """What nearly all customers fulfil and the indexes of the orders are limited to."""
        return IS_LIVE if self._live else true()

    @property
    def _live(self) -> bool:
        return set(self.status) <= set(LIVE)

    def conditions(self, rare: Collection[int] = ()) -> list[ColumnElement[bool]]:
        """All of them must hold.

        What is `rare` among the pairs of characters in short words is looked for by its own index.
        """
        words = (
            or_(*(_contains(word, rare) for word in spellings)) for spellings in searched_words(self.q or "")
        )
        return [_C.status.in_(self.status), *words, *self._marks()]

    def single_condition(self) -> tuple[ColumnElement[bool], int] | None:
        """What narrows a list of live customers, when it is a single thing that statistics know: a mark or a word.

        And how many times an estimate may be off: marks and short words are counted in a sample of thousands,
        longer ones in three hundred texts.
        """
        words = searched_words(self.q or "")
        conditions = self._marks()
        if set(self.status) != set(LIVE):
            conditions.append(_C.status.in_(self.status))
        if not self._live or len(words) + len(conditions) > 1:
            return None
        if words:
            word = words[0][-1]
            if is_short(word):
                return _contains(word, _short_grams(word)), 3
            return _like(word), 6
        if self.postal_code:  # the statistics are of the column, the index is of what is never null
            return _C.postal_code.startswith(self.postal_code, autoescape=True), 3
        return conditions[0] if conditions else true(), 3

    def _marks(self) -> list[ColumnElement[bool]]:
        conditions: list[ColumnElement[bool]] = []
        if self.customer_group_id:
            conditions.append(_C.customer_group_ids.contains([self.customer_group_id]))
        if self.recipient_group_id:
            conditions.append(_C.recipient_group_ids.contains([self.recipient_group_id]))
        if self.credit:
            conditions.append(
                {
                    "positive": _C.credit_cents > 0,
                    "zero": _C.credit_cents == 0,
                    "negative": _C.credit_cents < 0,
                }[self.credit]
            )
        if self.newsletter is not None:
            confirmed = _C.newsletter_state == NewsletterState.CONFIRMED.value
            conditions.append(confirmed if self.newsletter else ~confirmed)
        if self.postal_code:
            postal_code = func.coalesce(_C.postal_code, "").collate("C")
            conditions.append(postal_code.startswith(self.postal_code, autoescape=True))
        return conditions


def _contains(word: str, rare: Collection[int]) -> ColumnElement[bool]:
    contained = func.strpos(_C.search_text, word) > 0
    if not is_short(word):
        indexed = _read_in_index(word)
        return _like(word) if indexed == word else and_(_like(indexed), contained)
    # No LIKE, or the planner would read all trigrams for it.
    rare_ones = [gram for gram in grams(word) if gram in rare]
    if not rare_ones:
        return contained
    has_grams = func.search_grams(_C.search_text, type_=ARRAY(BigInteger)).contains(rare_ones)
    return has_grams if len(word) <= 2 else and_(has_grams, contained)


def _like(word: str) -> ColumnElement[bool]:
    return _C.search_text.like(like_pattern(word), escape="\\")


def _read_in_index(word: str) -> str:
    """The part of a word by which the trigram index is asked: of an e-mail only what stands before the domain.

    A domain's trigrams are those of a large share of all customers; to read them takes ten times as long as to
    look at the few who have the part before it. Who writes `info@` is one of many, so only a long one will do.
    """
    local, at, _ = word.partition("@")
    return local + at if at and len(local) >= _LONG_LOCAL_PART and not is_short(local) else word


def _short_grams(word: str) -> list[int]:
    return grams(word) if is_short(word) else []


async def rare_grams(session: AsyncSession, q: str | None) -> frozenset[int]:
    """The pairs of characters in the short words of a search that less than every sixth customer has.

    Where more have them, going through the customers until enough are found is faster than any index.
    """
    asked = {gram for word in searched_words(q or "") for spelling in word for gram in _short_grams(spelling)}
    if not asked:
        return frozenset()
    frequent = await session.scalars(_FREQUENT_GRAMS, {"asked": list(asked)})
    return frozenset(asked.difference(frequent))


@dataclass(frozen=True)
class Order:
    """What hits are sorted by; the id decides between equals."""

    key: SQLColumnExpression[Any]
    descending: bool

    def by(self, key: Any, id: Any) -> tuple[ColumnElement[Any], ...]:
        """ORDER BY, of these columns of a query."""
        return (key.desc(), id.desc()) if self.descending else (key, id)

    def behind(self, key: Any, id: Any, after: Position | None) -> list[ColumnElement[bool]]:
        """Only what comes behind the last row seen."""
        if after is None:
            return []
        return [tuple_(key, id) < after if self.descending else tuple_(key, id) > after]
