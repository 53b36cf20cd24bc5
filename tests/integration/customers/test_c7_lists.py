"""Filters, search and order against the naive way of doing it (C3, C7), pages while others write, all ids."""

import asyncio
import random
from itertools import combinations
from typing import Any

import pytest

from customers.adapters import customer_list
from customers.domain.folding import searched_words
from tests.integration.customers.conftest import Customers

Customer = dict[str, Any]
WALKED = 7
"""So few that a walk along the order often ends without a page."""


@pytest.fixture(params=["hits counted", "hits not counted"])
def _small_numbers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of more hits than are counted are read in another way; here that is so from the fourth hit on."""
    if request.param == "hits not counted":
        monkeypatch.setattr(customer_list, "COUNTED", 3)
        monkeypatch.setattr(customer_list, "WALKED", WALKED)


async def _people(customers: Customers) -> tuple[list[Customer], dict[str, list[Any]]]:
    """Thirty customers with all sorts of marks, and the values to filter by."""
    rng = random.Random(7)
    groups: dict[str, list[str]] = {"customer": [], "recipient": []}
    for kind, ids in groups.items():
        for name in ("Verein", "Familie"):
            answer = await customers.desk.post(f"/api/{kind}-groups", json={"name": name})
            ids.append(answer.json()["id"])
    ids = []
    for number in range(30):
        evidence = {"how": "Formular", "when": "2026-01-01T00:00:00Z", "wording": "Ja"}
        created = await customers.create(
            first_name=rng.choice(["Käthe", "Jörg", "Anna-Lena"]),
            last_name=rng.choice(["Müller", "Mueller-Groß", "Xylander", "Öztürk", "Zander"]),
            email=f"{rng.choice(['post', 'info', 'X'])}{number}@wasser.example",
            phone=rng.choice(["0171 1234567", "+43 664 123456", None]),
            address=rng.choice(
                [None, {"postal_code": "24103", "city": "Kiel"}, {"postal_code": "2%1", "city": "ärzen"}]
            ),
            customer_group_ids=rng.sample(groups["customer"], rng.randrange(3)),
            recipient_group_ids=rng.sample(groups["recipient"], rng.randrange(3)),
            newsletter_evidence=rng.choice([None, evidence]),
        )
        ids.append(created["id"])
    for id in ids[::5]:
        await customers.desk.post(f"/api/customers/{id}/block", json={"reason": "x"})
    for id in ids[1::9]:
        await customers.desk.delete(f"/api/customers/{id}", headers={"If-Match": "*"})
    async with customers.database.engine.begin() as connection:
        await connection.exec_driver_sql(
            "UPDATE customers SET credit_cents = (number % 3 - 1) * 1250 WHERE status <> 'deleted'"
        )
    listed = await _pages(customers, {"status": ["active", "blocked", "deleted"]})
    assert len(listed) == 30
    values: dict[str, list[Any]] = {
        "q": ["mue", "mü", "x", "anna xy", "0171", "+43", "664", "oe", "lena@", "_", "%", "zander post"],
        "status": ["active", "blocked", "deleted", ["active", "deleted"]],
        "customer_group_id": groups["customer"],
        "recipient_group_id": groups["recipient"],
        "credit": ["positive", "zero", "negative"],
        "newsletter": [True, False],
        "postal_code": ["2", "241", "2%", "_"],
    }
    return listed, values


async def _pages(customers: Customers, query: dict[str, Any], limit: int = 200) -> list[Customer]:
    listed: list[Customer] = []
    query = query | {"limit": limit}
    while True:
        answer = await customers.desk.get("/api/customers", params=query)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        listed += page["items"]
        if page["next_cursor"] is None:
            return listed
        query["cursor"] = page["next_cursor"]


def _passes(customer: Customer, texts: dict[str, str], query: dict[str, Any]) -> bool:
    text = texts.get(customer["id"])
    status = query.get("status", ["active", "blocked"])
    credit = {"positive": 1, "zero": 0, "negative": -1}.get(query.get("credit", ""))
    cents = customer["credit_cents"]
    return (
        customer["status"] in ([status] if isinstance(status, str) else status)
        and all(text and any(s in text for s in word) for word in searched_words(query.get("q", "")))
        and query.get("customer_group_id") in [None, *customer["customer_group_ids"]]
        and query.get("recipient_group_id") in [None, *customer["recipient_group_ids"]]
        and credit in (None, (cents > 0) - (cents < 0))
        and query.get("newsletter") in (None, customer["newsletter_state"] == "confirmed")
        and ((customer["address"] or {}).get("postal_code") or "").startswith(query.get("postal_code", ""))
    )


async def _texts(customers: Customers) -> dict[str, str]:
    async with customers.database.engine.connect() as connection:
        rows = await connection.exec_driver_sql("SELECT id, search_text FROM customers")
        return {str(id): text for id, text in rows}


@pytest.mark.usefixtures("_small_numbers")
async def test_c7_every_combination_of_filters_finds_what_looking_at_each_customer_finds(
    customers: Customers,
) -> None:
    everybody, values = await _people(customers)
    texts = await _texts(customers)
    rng = random.Random(11)
    found_some = 0
    for count in range(len(values) + 1):
        for fields in combinations(values, count):
            query = {field: rng.choice(values[field]) for field in fields}
            for field in fields if count == 1 else ():
                query = {field: rng.choice(values[field])}
            sort = rng.choice(
                ["name", "-number", "email", "-city", "postal_code", "-credit_cents", "-updated_at"]
            )
            expected = {c["id"] for c in everybody if _passes(c, texts, query)}
            listed = await _pages(customers, query | {"sort": sort}, limit=rng.choice([1, 2, 3, 50]))
            assert [c["id"] for c in listed].sort() == sorted(expected).sort()
            assert {c["id"] for c in listed} == expected, query
            assert len(listed) == len(expected), query
            found_some += bool(expected)
    assert found_some > 40


@pytest.mark.usefixtures("_small_numbers")
async def test_c3_every_search_finds_what_looking_at_each_customer_finds(customers: Customers) -> None:
    everybody, values = await _people(customers)
    texts = await _texts(customers)
    for q in values["q"]:
        expected = {c["id"] for c in everybody if _passes(c, texts, {"q": q})}
        assert {c["id"] for c in await _pages(customers, {"q": q}, limit=4)} == expected, q


@pytest.mark.usefixtures("_small_numbers")
async def test_c7_every_order_is_kept_over_pages_in_both_directions(customers: Customers) -> None:
    await _people(customers)
    keys: dict[str, Any] = {
        "number": lambda c: c["number"],
        "email": lambda c: c["email"].lower(),
        "postal_code": lambda c: (c["address"] or {}).get("postal_code") or "",
        "city": lambda c: ((c["address"] or {}).get("city") or "").lower().replace("ä", "a"),
        "credit_cents": lambda c: c["credit_cents"],
        "created_at": lambda c: c["created_at"],
        "updated_at": lambda c: c["updated_at"],
    }
    for sort, key in keys.items():
        up = await _pages(customers, {"sort": sort}, limit=4)
        down = await _pages(customers, {"sort": f"-{sort}"}, limit=4)
        assert [key(c) for c in up] == sorted(key(c) for c in up), sort
        assert [c["id"] for c in down] == [c["id"] for c in up][::-1], sort


async def test_the_total_is_exact_up_to_a_limit_and_says_when_it_is_not(
    customers: Customers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(customer_list, "COUNTED", 3)
    for count, (total, exact) in enumerate(
        [(1, True), (2, True), (3, True), (3, False), (3, False)], start=1
    ):
        await customers.create(last_name=f"Viel{count}")
        page = (await customers.desk.get("/api/customers", params={"q": "viel", "limit": 1})).json()
        assert (page["total"], page["total_is_exact"]) == (total, exact)
        assert (page["next_cursor"] is None) == (count == 1)


async def test_c3_all_ids_of_a_search_come_in_its_order_and_too_many_are_refused(
    customers: Customers, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [await customers.create(last_name=name) for name in ("Ahrens", "Ahrendt", "Zeh", "Ahr")]
    query = {"q": "ahr", "sort": "-name"}
    found = await customers.desk.get("/api/customers/ids", params=query)
    assert found.json() == {"customer_ids": [made[i]["id"] for i in (0, 1, 3)]}
    monkeypatch.setattr(customer_list, "COUNTED", 2)
    refused = await customers.desk.get("/api/customers/ids", params=query)
    assert refused.status_code == 422
    assert [(e["field"], e["code"]) for e in refused.json()["errors"]] == [("q", "too_many_hits")]
    bad = await customers.desk.get("/api/customers/ids", params={"sort": "phone"})
    assert bad.json()["errors"][0]["code"] == "unknown_sort"
    assert (await customers.portal.get("/api/customers/ids")).status_code == 403


async def test_c7_pages_have_neither_doubles_nor_holes_while_others_write(customers: Customers) -> None:
    there = {(await customers.create(last_name=f"Da{n:02}"))["id"] for n in range(25)}
    writing = True

    async def write() -> None:
        number = 0
        while writing:
            created = await customers.create(last_name=f"Da{number % 25:02}a")
            if number % 3 == 0:
                await customers.desk.delete(f"/api/customers/{created['id']}", headers={"If-Match": "*"})
            number += 1

    writer = asyncio.create_task(write())
    for q in ("da", "dak", ""):
        for sort in ("name", "-name", "number", "-email"):
            listed = [
                c["id"] for c in await _pages(customers, {"sort": sort} | ({"q": q} if q else {}), limit=3)
            ]
            assert len(listed) == len(set(listed)), sort
            assert q == "dak" or there <= set(listed), sort
    writing = False
    await writer
