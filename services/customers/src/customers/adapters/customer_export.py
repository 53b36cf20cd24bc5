"""The displayed customers as CSV (C8): PostgreSQL writes the lines, the process only passes them on.

What a German Excel opens: UTF-8 with BOM, semicolons, CRLF. Memory is constant however many rows there are: a slow
reader slows PostgreSQL down, and one that has gone, or reads nothing for a minute, ends the query.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Date,
    Numeric,
    Select,
    Text,
    and_,
    case,
    cast,
    func,
    literal,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from chassis.database import Database
from customers.adapters.customer_filter import CUSTOMERS, CustomerFilter, Order
from customers.adapters.tables import GroupRow, ParticipantRow

BERLIN = ZoneInfo("Europe/Berlin")
PATIENCE_S = 60.0
_BUFFERED = 16  # pieces of some 10 KB
_C = CUSTOMERS.c
_HEADERS = {
    "de": (
        "Kundennummer;Status;Anrede;Vorname;Nachname;Firma;E-Mail;Telefon;Weitere Telefonnummern;Straße;PLZ;Ort;Land;"
        "Sprache;Kundengruppen;Empfängergruppen;Newsletter;Guthaben (EUR);IBAN;Teilnehmer;Angelegt am;Geändert am"
    ),
    "en": (
        "Customer number;Status;Salutation;First name;Last name;Company;E-mail;Phone;Further phones;Street;"
        "Postal code;City;Country;Language;Customer groups;Recipient groups;Newsletter;Credit (EUR);IBAN;Participants;"
        "Created;Changed"
    ),
}
_WORDS = {
    "de": {
        "active": "aktiv", "blocked": "gesperrt", "deleted": "gelöscht",
        "none": "nein", "requested": "angefragt", "confirmed": "ja", "unsubscribed": "abgemeldet",
    },
    "en": {
        "active": "active", "blocked": "blocked", "deleted": "deleted",
        "none": "no", "requested": "requested", "confirmed": "yes", "unsubscribed": "unsubscribed",
    },
}  # fmt: skip
_DATE_STYLE = {"de": "German", "en": "ISO"}
_SETTINGS = text("SELECT set_config('datestyle', :dates, true), set_config('timezone', :zone, true)")
_COUNTRY_CODE = (
    r"^\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]"
    r"|(?:2[1-689]|3[578]|42|5[09]|6[7-9]|8[0578]|9[679])\d)(\d+)$"  # ITU-T E.164, list of assigned codes
)
_COMMAND_SIGNS = [ord(sign) for sign in "=+-@\t\r\n＝＋－＠"]
"""A cell that begins with one of these is a formula to a spreadsheet (OWASP: CSV injection)."""


async def export_customers(
    database: Database, wanted: CustomerFilter, *, sort: str, descending: bool, language: str
) -> AsyncIterator[bytes]:
    """The file, piece by piece: a header and one line for each customer that passes the filter, in order.

    No query runs and no connection is held any more once the iterator is closed.
    """
    pieces: asyncio.Queue[bytes | None] = asyncio.Queue(_BUFFERED)

    async def pass_on(piece: bytes | None) -> None:
        async with asyncio.timeout(PATIENCE_S):
            await pieces.put(piece)

    async def copy() -> None:
        try:
            await _copy(database, _lines(wanted, sort, descending, language), language, pass_on)
        except Exception:
            await pass_on(None)
            raise
        await pass_on(None)

    # A task of its own: the reader may be cancelled at any moment, the connection is cleared away nevertheless.
    copying = asyncio.create_task(copy())
    copying.add_done_callback(lambda task: task.cancelled() or task.exception())
    try:
        yield b"\xef\xbb\xbf" + _HEADERS[language].encode() + b"\r\n"
        while (piece := await pieces.get()) is not None:
            yield bytes(piece.replace(b"\n", b"\r\n"))
        await copying
    finally:
        copying.cancel()


async def _copy(
    database: Database,
    lines: Select[Any],
    language: str,
    pass_on: Callable[[bytes | None], Awaitable[None]],
) -> None:
    compiled = lines.compile(dialect=database.engine.dialect, compile_kwargs={"render_postcompile": True})
    values = [compiled.params[name] for name in compiled.positiontup or ()]
    async with database.reading() as session:
        await session.execute(_SETTINGS, {"dates": _DATE_STYLE[language], "zone": BERLIN.key})
        connection = await session.connection()
        copying: Any = (await connection.get_raw_connection()).driver_connection
        try:
            await copying.copy_from_query(
                compiled.string, *values, output=pass_on, format="csv", delimiter=";"
            )
        except BaseException:
            await connection.invalidate()
            raise


def _lines(wanted: CustomerFilter, sort: str, descending: bool, language: str) -> Select[Any]:
    """The cells in the order of the header."""
    words = _WORDS[language]
    cells = (
        cast(_C.number, Text),
        _word(_C.status, words),
        *(
            _cell(column)
            for column in (_C.salutation, _C.first_name, _C.last_name, _C.company_name, _C.email)
        ),
        _phone(_C.phone),
        _further_phones(),
        *(_cell(column) for column in (_C.street, _C.postal_code, _C.city, _C.country)),
        _C.language,
        _group_names(_C.customer_group_ids),
        _group_names(_C.recipient_group_ids),
        _word(_C.newsletter_state, words),
        _amount(_C.credit_cents, language),
        "•••• " + _C.iban_last_four,
        _participants(),
        cast(_C.created_at, Date),
        cast(_C.updated_at, Date),
    )
    order = Order(wanted.sort_key(sort), descending)
    return select(*cells).where(and_(*wanted.conditions())).order_by(*order.by(order.key, _C.id))


def _cell(typed: Any) -> ColumnElement[Any]:
    """Text that people have typed, with an apostrophe where a spreadsheet would take it for a formula."""
    return case((func.ascii(typed).in_(_COMMAND_SIGNS), "'" + typed), else_=typed)


def _word(column: Any, words: Mapping[str, str]) -> ColumnElement[Any]:
    return case(words, value=column, else_=column)


def _phone(number: Any) -> ColumnElement[Any]:
    """`0049 1711234567`: a number in E.164 begins with a plus, and one without a space would lose its zeros."""
    # A regular expression for each of a million numbers takes longer than all else.
    german = "0049 " + func.substr(number, 4)
    return case((number.like("+49%"), german), else_=func.regexp_replace(number, _COUNTRY_CODE, r"00\1 \2"))


def _further_phones() -> ColumnElement[Any]:
    number = func.unnest(_C.further_phones).column_valued("number")
    numbers = select(func.string_agg(_phone(number), ", ")).scalar_subquery()
    return case((func.cardinality(_C.further_phones) > 0, numbers))


def _group_names(ids: Any) -> ColumnElement[Any]:
    name = _cell(GroupRow.name)
    names = select(func.string_agg(name, aggregate_order_by(literal(", "), GroupRow.name_key)))
    return case((func.cardinality(ids) > 0, names.where(GroupRow.id == func.any(ids)).scalar_subquery()))


def _participants() -> ColumnElement[Any]:
    p = ParticipantRow
    born = " (" + cast(p.birth_date, Text) + ")"
    person = _cell(p.first_name + " " + p.last_name + func.coalesce(born, ""))
    people = select(func.string_agg(person, aggregate_order_by(literal(", "), p.id)))
    return people.where(p.customer_id == _C.id).correlate(CUSTOMERS).scalar_subquery()


def _amount(cents: Any, language: str) -> ColumnElement[Any]:
    point = "," if language == "de" else "."
    amount = func.to_char(cents / literal(100.0, Numeric), "FM999999999999990.00")
    return case((cents == 0, f"0{point}00"), else_=func.replace(amount, ".", point))
