"""Where a word is looked for: in the recipient, in what was written to an audience, in a message of its own."""

from collections.abc import Collection
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, collate, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from messaging.adapters.composing_tables import BroadcastRow
from messaging.adapters.tables import MessageRow, RecipientRow
from messaging.domain.placeholders import greetings_with

_LONGEST_NUMBER = 18
"""Digits that a bigint holds in any case."""
_PLACEHOLDER = r"\{\{[^{}]*\}\}"


class Way(StrEnum):
    """How a message says a word."""

    NAME = "name"
    BROADCAST = "broadcast"
    TEXT = "text"


# Few are merged: asking for the survivor of each message's customer would cost more than the search.
_ALIASES = (
    select(RecipientRow.customer_id, func.survivor_of(RecipientRow.customer_id).label("survivor_id"))
    .where(RecipientRow.merged_into.is_not(None))
    .subquery()
)


def words_of(text: str | None) -> list[str]:
    """The longest first: as a rule it is in fewer messages than any other. A comma is how lists write names."""
    words = (word.strip(",;") for word in (text or "").split())
    return sorted(filter(None, words), key=len, reverse=True)


def says(
    word: str, message: type[MessageRow] = MessageRow, ways: Collection[str] = frozenset(Way)
) -> ColumnElement[bool]:
    """Whether the message says the word in one of these ways. The dear one is asked last."""
    asked = {
        Way.NAME: message.customer_id.in_(named(word)),
        Way.BROADCAST: message.broadcast_id.in_(broadcasts_with(word)),
        Way.TEXT: and_(
            message.broadcast_id.is_(None),
            or_(_contains(message.subject, word), _contains(message.body, word)),
        ),
    }
    return or_(*(condition for way, condition in asked.items() if way in ways))


def broadcasts_with(word: str) -> Select[UUID]:
    """Those that say it before they are filled in: what is filled in is looked for in the recipient."""
    texts = (BroadcastRow.subject, BroadcastRow.body)
    written = [_contains(func.regexp_replace(text, _PLACEHOLDER, " ", "g"), word) for text in texts]
    greeted = [
        text.regexp_match(rf"\{{\{{\s*{name}\s*\}}", flags="i")
        for name in greetings_with(word)
        for text in texts
    ]
    return select(BroadcastRow.id).where(or_(*written, *greeted))


def named(word: str) -> CompoundSelect[Any]:
    """Whose name or address says it, or whose number it is; whoever was merged into them goes with them."""
    is_number = word.isascii() and word.isdigit() and len(word) <= _LONGEST_NUMBER
    found = select(RecipientRow.customer_id).where(
        or_(
            *((RecipientRow.number == int(word),) if is_number else ()),
            *(
                _contains(column, word)
                for column in (
                    RecipientRow.last_name,
                    RecipientRow.first_name,
                    RecipientRow.company_name,
                    RecipientRow.email,
                )
            ),
        )
    )
    merged_into_named = select(_ALIASES.c.customer_id).where(_ALIASES.c.survivor_id.in_(found))
    return found.union_all(merged_into_named)


def _contains(column: ColumnElement[Any] | InstrumentedAttribute[Any], word: str) -> ColumnElement[bool]:
    """Whatever the case. Bytes first, which is several times as fast as with the letters of a language.

    There a letter that is not ASCII stands for any; what is found is looked at again then.
    """
    letters = (
        "_" if not letter.isascii() else f"\\{letter}" if letter in "%_\\" else letter
        for letter in word.lower()
    )
    roughly = func.lower(collate(column, "C")).like(f"%{''.join(letters)}%", escape="\\")
    return roughly if word.isascii() else and_(roughly, column.icontains(word, autoescape=True))
