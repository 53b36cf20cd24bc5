"""C1, C4: whatever is sent, the answer names the field in both languages, nothing is written and nothing logged."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest

from chassis import logs
from tests.integration.customers import bad_values as bad
from tests.integration.customers.conftest import Customers, body

_JSON = {"Content-Type": "application/json"}


@contextmanager
def _logged() -> Iterator[StringIO]:
    """Everything that the process logs meanwhile, at the most talkative level."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    log = StringIO()
    logs.setup("customers", "api", "DEBUG")
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(log)
    try:
        yield log
    finally:
        root.handlers[:], root.level = before, level


@pytest.fixture
async def unharmed(customers: Customers) -> AsyncIterator[Customers]:
    """Customers, of which no table has changed afterwards and no log line holds the canary."""
    written: dict[str, str] = {}
    with _logged() as log:
        yield customers
        written = await customers.dump()
    assert bad.CANARY not in log.getvalue()
    assert [table for table, rows in written.items() if bad.CANARY in rows] == []


def _nested(field: str, value: Any) -> dict[str, Any]:
    """`address.street` as the body has it, with what else its object needs."""
    outer, _, inner = field.partition(".")
    if not inner:
        return {outer: value}
    beside = {
        "bank_details": {"iban": "DE89370400440532013000"},
        "newsletter_evidence": {"how": "Formular", "when": "2026-01-01", "wording": "Ja"},
    }
    return {outer: beside.get(outer, {}) | {inner: value}}


async def _refused(
    client: httpx.AsyncClient, method: str, url: str, content: bytes, field: str, **headers: str
) -> str | None:
    """What is wrong with the answers in both languages; None when they are as promised."""
    texts = []
    for language in ("de", "en"):
        answer = await client.request(
            method, url, content=content, headers=_JSON | {"Accept-Language": language} | headers
        )
        where = f"{method} {url[:40]} {field} {content[:80]!r}: {answer.status_code} {answer.text[:300]}"
        if answer.status_code == 413:
            return None
        if answer.status_code != 422 or bad.CANARY in answer.text:
            return where
        errors = answer.json()["errors"]
        named = [error for error in errors if error["field"].startswith(field)]
        if not named or not all(error["message"] for error in errors):
            return where
        texts.append([error["message"] for error in named])
    return None if texts[0] != texts[1] or texts[0] == [] else f"{field}: one language only: {texts[0]}"


def _encoded(document: Any) -> bytes:
    """JSON with escapes, which can say what UTF-8 cannot: lone surrogates."""
    return json.dumps(document).encode()


async def _all_refused(
    customers: Customers, cases: list[tuple[str, str, bytes, str]], **headers: str
) -> None:
    found = [
        await _refused(customers.desk, method, url, content, field, **headers)
        for method, url, content, field in cases
    ]
    faults = [fault for fault in found if fault]
    assert not faults, "\n".join(faults)


async def test_c1_no_field_of_a_new_customer_takes_what_it_must_not(unharmed: Customers) -> None:
    fields = bad.CUSTOMER | {"participants": bad.PERSONS}
    await _all_refused(
        unharmed,
        [
            ("POST", "/api/customers", _encoded(body() | _nested(field, value)), field)
            for field, values in fields.items()
            for value in values
        ],
    )
    assert (await unharmed.desk.get("/api/customers")).json()["total"] == 0


async def test_c4_no_field_of_a_change_takes_what_it_must_not(unharmed: Customers) -> None:
    created = await unharmed.create()
    await _all_refused(
        unharmed,
        [
            ("PATCH", f"/api/customers/{created['id']}", _encoded(_nested(field, value)), field)
            for field, values in (bad.CUSTOMER | {"participants": [[]], "status": ["blocked"]}).items()
            for value in values
        ],
        **{"If-Match": "*"},
    )
    assert await unharmed.read(created["id"]) == created


async def test_c5_c6_c7_c9_nor_do_participants_notes_groups_and_reasons(unharmed: Customers) -> None:
    created = await unharmed.create(participants=[{"first_name": "Jörg", "last_name": "Müller"}])
    customer, participant = created["id"], created["participants"][0]["id"]
    note = (await unharmed.desk.post(f"/api/customers/{customer}/notes", json={"text": "bar"})).json()["id"]
    routes: list[tuple[str, str, dict[str, list[Any]]]] = [
        ("POST", f"/api/customers/{customer}/participants", bad.PARTICIPANT),
        ("PATCH", f"/api/participants/{participant}", bad.PARTICIPANT),
        ("POST", f"/api/customers/{customer}/notes", bad.NOTE),
        ("POST", f"/api/participants/{participant}/notes", bad.NOTE),
        ("PATCH", f"/api/notes/{note}", bad.NOTE),
        ("POST", "/api/customer-groups", bad.GROUP),
        ("POST", "/api/recipient-groups", bad.GROUP),
        ("POST", f"/api/customers/{customer}/block", bad.REASON),
    ]
    beside = {"first_name": "Jörg", "last_name": "Müller"}
    await _all_refused(
        unharmed,
        [
            (
                method,
                url,
                _encoded((beside if fields is bad.PARTICIPANT and method == "POST" else {}) | {field: value}),
                field,
            )
            for method, url, fields in routes
            for field, values in fields.items()
            for value in values
        ],
        **{"If-Match": "*"},
    )
    assert await unharmed.read(customer) == created


@pytest.mark.parametrize("content", bad.WHOLE, ids=lambda content: repr(content[:40]))
async def test_c1_a_body_that_is_no_customer_is_refused_by_name(unharmed: Customers, content: bytes) -> None:
    assert await _refused(unharmed.desk, "POST", "/api/customers", content, "") is None
    assert (await unharmed.desk.get("/api/customers")).json()["total"] == 0


async def test_c3_c7_a_search_with_a_bad_parameter_is_refused_by_its_name(unharmed: Customers) -> None:
    await unharmed.create()
    await _all_refused(
        unharmed,
        [
            ("GET", f"/api/customers?{field}={quote(value)}", b"", field)
            for field, values in bad.SEARCH.items()
            for value in values
        ],
    )


async def test_a_parameter_that_is_given_twice_is_refused_where_it_means_one(unharmed: Customers) -> None:
    await _all_refused(
        unharmed,
        [
            ("GET", f"/api/customers?{query}", b"", query.partition("=")[0])
            for query in (
                "q=a&q=b",
                "limit=1&limit=2",
                "sort=name&sort=-name",
                "cursor=a&cursor=b",
                "credit=zero&credit=zero",
            )
        ],
    )
    both = await unharmed.desk.get("/api/customers?status=active&status=blocked")
    assert both.status_code == 200


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("kaethe@example.org", "KAETHE@EXAMPLE.ORG"),
        ("kaethe@example.org", "  kaethe@example.org\t"),
        ("kaethe@bücher.example", "Kaethe@xn--bcher-kva.example"),
        ("kaethe@xn--bcher-kva.example", "kaethe@BÜCHER.example"),
    ],
)
async def test_c12_the_same_address_written_otherwise_is_the_same(
    customers: Customers, first: str, again: str
) -> None:
    created = await customers.create(email=first)
    refused = await customers.desk.post("/api/customers", json=body(email=again))
    assert refused.status_code == 409, refused.text
    assert refused.json()["type"].endswith("email-already-used")
    other = await customers.create()
    changed = await customers.desk.patch(
        f"/api/customers/{other['id']}", json={"email": again}, headers={"If-Match": "*"}
    )
    assert changed.status_code == 409, changed.text
    assert await customers.read(created["id"]) == created


async def test_c12_of_many_who_take_the_same_address_at_once_one_has_it(customers: Customers) -> None:
    spellings = ["kaethe@example.org", "KAETHE@example.org", " kaethe@EXAMPLE.org "] * 4
    answers = await asyncio.gather(
        *(customers.desk.post("/api/customers", json=body(email=email)) for email in spellings)
    )
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * (len(spellings) - 1)


async def test_c4_the_discount_is_kept_to_the_cent_and_told(customers: Customers) -> None:
    created = await customers.create(discount_percent=12.55)
    assert created["discount_percent"] == 12.55
    assert (await customers.create())["discount_percent"] == 0
    for value, kept in ((100, 100), (0.01, 0.01), (33.3, 33.3), (None, 0)):
        changed = await customers.desk.patch(
            f"/api/customers/{created['id']}", json={"discount_percent": value}, headers={"If-Match": "*"}
        )
        assert changed.json()["discount_percent"] == kept
    told = [
        data["discount_percent"] for _, data in await customers.told() if data["customer_id"] == created["id"]
    ]
    assert told == [12.55, 100, 0.01, 33.3, 0]


async def test_a_field_that_is_unknown_is_not_repeated_in_the_answer(unharmed: Customers) -> None:
    answer = await unharmed.desk.post("/api/customers", json=body() | {f"x{uuid4()}": bad.CANARY})
    assert answer.status_code == 422
    assert bad.CANARY not in answer.text
