"""Lists: `limit`, `cursor`, `sort` in, `{items, next_cursor, total}` out. Keyset cursors, never offsets."""

import base64
import binascii
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import UnionType
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel

from chassis.http.problems import FieldError, invalid_fields

T = TypeVar("T")


class PageOf(BaseModel, Generic[T]):
    """One page of a list. `next_cursor` is null on the last one; `total` counts all pages."""

    items: list[T]
    next_cursor: str | None
    total: int


@dataclass(frozen=True)
class Order:
    """The field a list is ordered by."""

    field: str
    descending: bool


@dataclass(frozen=True)
class PageRequest:
    """What the caller asked for: at most `limit` items after `cursor`, ordered by `sort`."""

    limit: int
    cursor: str | None
    sort: str | None

    def order(self, fields: Collection[str], default: str) -> Order:
        """The order among `fields`; `default` may start with `-`. An unknown field is a 422 problem."""
        asked = self.sort or default
        field = asked.removeprefix("-")
        if field not in fields:
            expected = ", ".join(sorted(fields))
            raise invalid_fields(
                FieldError("sort", "unknown_sort", f"Erlaubt sind: {expected}.", f"Allowed are: {expected}.")
            )
        return Order(field, asked.startswith("-"))

    def after(self, *types: type | UnionType) -> tuple[Any, ...] | None:
        """The values the previous page ended with, of exactly these types; None on the first page."""
        return decode_cursor(self.cursor, *types) if self.cursor else None


def page(items: Sequence[T], next_cursor: str | None, total: int) -> PageOf[T]:
    """The answer of a list."""
    return PageOf[T].model_construct(items=list(items), next_cursor=next_cursor, total=total)


def encode_cursor(*values: Any) -> str:
    """An opaque cursor of the last item's sort values (text, numbers, booleans, None, ids, dates, times)."""
    packed = json.dumps([_pack(value) for value in values], separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def decode_cursor(cursor: str, *types: type | UnionType) -> tuple[Any, ...]:
    """The values of a cursor. One that was made for another order, or by hand, is a 422 problem."""
    try:
        packed = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        values = tuple(_unpack(value) for value in packed) if isinstance(packed, list) else ()
    except (binascii.Error, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise _bad_cursor() from None
    if not values or len(values) != len(types) or not all(map(_fits, values, types)):
        raise _bad_cursor()
    return values


def _fits(value: Any, wanted: type | UnionType) -> bool:
    if isinstance(value, bool):
        return wanted is bool
    if isinstance(value, int) and abs(value) >= 2**63:
        return False
    if isinstance(value, str) and any(c == "\x00" or "\ud800" <= c <= "\udfff" for c in value):
        return False
    return isinstance(value, wanted)


def _pack(value: Any) -> Any:
    if isinstance(value, UUID):
        return {"u": str(value)}
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    return value


def _unpack(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    ((kind, text),) = value.items()
    if kind == "t":
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError("a time without a zone")
        return moment
    if kind == "d":
        return date.fromisoformat(text)
    return {"u": UUID}[kind](text)


def _bad_cursor() -> Exception:
    return invalid_fields(
        FieldError(
            "cursor",
            "bad_cursor",
            "Diese Seite gibt es nicht (mehr); bitte von vorn beginnen.",
            "There is no such page; start again without a cursor.",
        )
    )


async def _page_request(
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
    sort: Annotated[
        str | None, Query(max_length=100, description="A field, or `-field` for descending")
    ] = None,
) -> PageRequest:
    return PageRequest(limit, cursor, sort)


Page = Annotated[PageRequest, Depends(_page_request)]
