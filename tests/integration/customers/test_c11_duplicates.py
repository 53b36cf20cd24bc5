"""Look-alikes (C11) through HTTP: a warning when creating, hints while typing, and the warning on the page."""

from typing import Any
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, update

from chassis.database import Database
from customers.adapters.bank_data import seal_anew, vault_of
from customers.adapters.merge_upkeep import add_name_keys
from customers.adapters.tables import CustomerRow, ParticipantRow
from tests.integration.customers.conftest import Customers, body

IBAN = "DE89 3704 0044 0532 0130 00"


def stranger(**more: Any) -> dict[str, Any]:
    """Somebody who resembles nobody else."""
    return body(first_name="Wendelin", last_name=f"Xylander{uuid4().hex}", phone=None, address=None) | more


async def _refused(customers: Customers, **more: Any) -> list[dict[str, Any]]:
    answer = await customers.desk.post("/api/customers", json=stranger(**more))
    assert answer.status_code == 409, answer.text
    problem = answer.json()
    assert problem["type"].endswith(":customer-resembles-others")
    candidates: list[dict[str, Any]] = problem["candidates"]
    return candidates


@pytest.mark.parametrize(
    ("shared", "reason"),
    [
        ({"phone": "0171 1234567"}, "phone"),
        ({"further_phones": ["+49 171 1234567"]}, "phone"),
        (
            {"first_name": "Kathe", "last_name": "Mueller", "address": {"postal_code": "24534"}},
            "name_postal_code",
        ),
        (
            {"first_name": "Müller", "last_name": "Käthe", "address": {"postal_code": "24534"}},
            "name_postal_code",
        ),
        ({"last_name": "Muller", "bank_details": {"iban": IBAN.lower()}}, "name_bank_details"),
        (
            {
                "last_name": "Mülller",
                "participants": [{"first_name": "X", "last_name": "Y", "birth_date": "2018-05-04"}],
            },
            "name_birth_date",
        ),
        (
            {"participants": [{"first_name": "EMMA", "last_name": "Mueller", "birth_date": "2018-05-04"}]},
            "name_birth_date",
        ),
    ],
)
async def test_c11_creating_somebody_alike_names_who_and_why(
    customers: Customers, shared: dict[str, Any], reason: str
) -> None:
    shared = {"first_name": None} | shared if "last_name" in shared else shared
    known = await customers.create(
        last_name="Müller",
        bank_details={"iban": IBAN},
        participants=[{"first_name": "Emma", "last_name": "Müller", "birth_date": "2018-05-04"}],
    )
    (candidate,) = await _refused(customers, **shared)
    assert (candidate["id"], candidate["number"]) == (known["id"], known["number"])
    assert candidate["name"] == "Käthe Müller"
    assert reason in candidate["reasons"]
    assert len(await customers.told()) == 1
    forced = await customers.desk.post("/api/customers", json=stranger(**shared), params={"force": "true"})
    assert forced.status_code == 201, forced.text


async def test_c11_force_never_passes_a_used_email(customers: Customers) -> None:
    await customers.create(email="anna@example.org")
    answer = await customers.desk.post(
        "/api/customers", json=stranger(email="ANNA@example.org"), params={"force": "true"}
    )
    assert answer.status_code == 409
    assert answer.json()["type"].endswith(":email-already-used")


@pytest.mark.parametrize(
    "shared",
    [
        {"last_name": "Müller"},
        {"address": {"postal_code": "24534"}},
        {"bank_details": {"iban": IBAN}},
        {"last_name": "Müller", "first_name": "Bernd", "address": {"postal_code": "24534"}},
    ],
)
async def test_c11_one_thing_in_common_refuses_nobody(customers: Customers, shared: dict[str, Any]) -> None:
    await customers.create(last_name="Müller", bank_details={"iban": IBAN})
    answer = await customers.desk.post("/api/customers", json=stranger(**shared))
    assert answer.status_code == 201, answer.text


async def test_c11_blocked_ones_are_warned_of_and_deleted_or_merged_ones_are_not(
    customers: Customers,
) -> None:
    blocked, deleted, source = [await customers.create() for _ in range(3)]
    await customers.desk.post(f"/api/customers/{blocked['id']}/block", json={"reason": "Zahlt nicht"})
    await customers.desk.delete(f"/api/customers/{deleted['id']}", headers={"If-Match": "*"})
    merged = await customers.desk.post(f"/api/customers/{source['id']}/merge", json={"into": blocked["id"]})
    assert merged.status_code == 200
    assert [c["id"] for c in await _refused(customers, phone="0171 1234567")] == [blocked["id"]]


async def test_c11_hints_while_typing_change_nothing_and_take_any_part(customers: Customers) -> None:
    known = await customers.create(last_name="Müller", email="anna@example.org")
    url = "/api/customers/duplicates"
    for entered, reasons in (
        ({}, []),
        ({"first_name": "Käthe"}, []),
        ({"email": "Anna@Example.org"}, ["email"]),
        ({"phone": "+49 171 1234567"}, ["phone"]),
        ({"last_name": "Mueller", "address": {"postal_code": "24534"}}, ["name_postal_code"]),
        ({"participants": [{"birth_date": "2018-05-04"}, {"first_name": "Emma"}]}, []),
        ({"email": "keine@schwimmschule.example"}, []),
    ):
        answer = await customers.desk.post(url, json=entered)
        assert answer.status_code == 200, answer.text
        candidates = answer.json()["candidates"]
        assert [c["reasons"] for c in candidates] == ([reasons] if reasons else []), entered
        assert all(c["id"] == known["id"] for c in candidates)
    assert len(await customers.told()) == 1
    assert (await customers.desk.post(url, json={"phone": "x"})).status_code == 422
    assert (await customers.outside.post(url, json={})).status_code == 401
    assert (await customers.portal.post(url, json={})).status_code == 403


async def test_c11_the_page_warns_of_duplicates_but_not_of_relatives(customers: Customers) -> None:
    born = "2018-05-04"
    anna, again, twin = [
        await customers.create(
            first_name=name,
            last_name="Beck",
            participants=[{"first_name": name, "last_name": "Beck", "birth_date": born}],
        )
        for name in ("Marius", "Márius", "Markus")
    ]
    shown = (await customers.desk.get(f"/api/customers/{anna['id']}/duplicates")).json()["candidates"]
    assert [c["id"] for c in shown] == [again["id"]]
    assert set(shown[0]["reasons"]) == {"phone", "name_birth_date", "name_postal_code"}
    shown = (await customers.desk.get(f"/api/customers/{twin['id']}/duplicates")).json()["candidates"]
    assert shown == []
    assert (await customers.desk.get(f"/api/customers/{uuid4()}/duplicates")).status_code == 404


async def test_c11_equal_ibans_are_found_while_a_key_is_replaced(customers: Customers) -> None:
    known = await customers.create(last_name="Müller", bank_details={"iban": IBAN})
    old = customers.environment.bank_data_keys
    new = f"{Fernet.generate_key().decode()},{old}"
    object.__setattr__(customers.environment, "bank_data_keys", new)
    shared = {"first_name": None, "last_name": "Müller", "bank_details": {"iban": IBAN}}
    assert [c["id"] for c in await _refused(customers, **shared)] == [known["id"]]
    before = await _fingerprint(customers.database, known["id"])
    async with customers.database.transaction() as session:
        await seal_anew(session, vault_of(new))
    assert await _fingerprint(customers.database, known["id"]) != before
    object.__setattr__(customers.environment, "bank_data_keys", new.split(",")[0])
    assert [c["id"] for c in await _refused(customers, **shared)] == [known["id"]]


async def _fingerprint(database: Database, customer_id: str) -> bytes | None:
    async with database.reading() as session:
        return await session.scalar(select(CustomerRow.iban_fingerprint).filter_by(id=customer_id))


async def test_c11_customers_from_before_get_their_keys(customers: Customers) -> None:
    known = await customers.create(
        last_name="Müller",
        participants=[{"first_name": "Emma", "last_name": "M", "birth_date": "2018-05-04"}],
    )
    async with customers.database.transaction() as session:
        await session.execute(update(CustomerRow).values(name_key=None))
        await session.execute(update(ParticipantRow).values(name_key=None))
    async with customers.database.transaction() as session:
        assert await add_name_keys(session) == 2
    async with customers.database.transaction() as session:
        assert await add_name_keys(session) == 0
    shared = {"first_name": None, "last_name": "Müller", "address": {"postal_code": "24534"}}
    assert [c["id"] for c in await _refused(customers, **shared)] == [known["id"]]


async def test_c11_many_look_alikes_are_ten_the_strongest_first(customers: Customers) -> None:
    for _ in range(12):
        await customers.create(first_name=None, last_name=f"Q{uuid4().hex}", address=None)
    closest = await customers.create(last_name="Müller")
    shown = await _refused(customers, phone="0171 1234567", last_name="Müller", first_name="Käthe",
                           address={"postal_code": "24534"})  # fmt: skip
    assert len(shown) == 10
    assert shown[0]["id"] == closest["id"]
