"""Taking a merge back (C11) within 30 days, and what stands against it."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from customers.adapters.bank_data import seal_memories_anew, vault_of
from customers.adapters.merge_upkeep import forget_memories
from tests.integration.customers.conftest import Customers
from tests.integration.customers.test_c11_merge import child, merge, merged
from tests.support.eventually import eventually

ACCOUNT = {"credit_cents": 0, "open_cents": 0, "open_invoices": 0, "overdue_invoices": 0, "bookings_ever": 0}


async def undo(customers: Customers, source: dict[str, Any]) -> Any:
    """The restored customer."""
    answer = await customers.desk.post(f"/api/customers/{source['id']}/merge/undo")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def refused(customers: Customers, source: dict[str, Any]) -> str:
    """Why the merge cannot be taken back."""
    answer = await customers.desk.post(f"/api/customers/{source['id']}/merge/undo")
    assert answer.status_code == 409, answer.text
    problem = answer.json()
    assert problem["type"].endswith(":merge-cannot-be-undone")
    return str(problem["reason"])


def shown(customer: dict[str, Any]) -> dict[str, Any]:
    """What a person sees: not the version."""
    return {name: value for name, value in customer.items() if name not in ("version", "updated_at")}


async def seen(customers: Customers, customer_id: str) -> Any:
    """Everything the desk sees of a customer."""
    url = f"/api/customers/{customer_id}"
    notes = (await customers.desk.get(f"{url}/notes")).json()["items"]
    participants = (await customers.desk.get(f"{url}/participants")).json()["items"]
    return shown(await customers.read(customer_id)), notes, participants


async def rich(customers: Customers, **more: Any) -> dict[str, Any]:
    """A customer of whom much is known."""
    created = await customers.create(
        participants=[child("Emma", "2018-05-04"), child("Ben")],
        newsletter_evidence={"how": "Formular", "when": "2026-01-01", "wording": "Ja"},
        **more,
    )
    await customers.desk.post(f"/api/customers/{created['id']}/notes", json={"text": "zahlt bar"})
    for participant in created["participants"]:
        await customers.desk.post(
            f"/api/participants/{participant['id']}/notes", json={"text": "mag Tauchen"}
        )
    return created


@pytest.mark.parametrize("side", ["survivor", "source"])
async def test_c11_an_undo_restores_both_as_the_desk_saw_them(customers: Customers, side: str) -> None:
    source = await rich(customers, bank_details={"iban": "DE89370400440532013000"}, company_name="Maier KG")
    survivor = await rich(customers, first_name="Kathe", phone=None)
    await customers.desk.post(f"/api/customers/{source['id']}/block", json={"reason": "Zahlt nicht"})
    before = [await seen(customers, c["id"]) for c in (source, survivor)]
    names = (
        "email",
        "phone",
        "first_name",
        "company_name",
        "bank_details",
        "newsletter",
        "status",
        "address",
    )
    await merged(customers, source, survivor, choices=dict.fromkeys(names, side))
    assert await seen(customers, survivor["id"]) != before[1]
    restored = await undo(customers, source)
    assert [await seen(customers, c["id"]) for c in (source, survivor)] == before
    assert restored["merged_into"] is None
    (one, first), (other, second) = (await customers.told())[-2:]
    assert [one["ce_type"], other["ce_type"]] == ["customer.updated"] * 2
    assert (first["customer_id"], one["ce_sequence"]) == (source["id"], "4")
    assert (second["customer_id"], other["ce_sequence"]) == (survivor["id"], "3")
    assert await customers.found(str(source["number"])) == {"Müller-Lüdenscheidt"}


async def test_c11_an_undo_keeps_what_was_done_since(customers: Customers) -> None:
    source, survivor = await rich(customers), await rich(customers)
    only_here = f"/api/customers/{source['id']}/participants"
    removed = (await customers.desk.post(only_here, json=child("Ida"))).json()["id"]
    after = await merged(customers, source, survivor, choices={"phone": "source"})
    assert removed in {p["id"] for p in after["participants"]}
    url = f"/api/customers/{survivor['id']}"
    await customers.desk.patch(url, json={"phone": "030 123456"}, headers={"If-Match": "*"})
    new = (await customers.desk.post(f"{url}/participants", json=child("Neu"))).json()
    await customers.desk.post(f"{url}/notes", json={"text": "später"})
    gone = await customers.desk.delete(f"/api/participants/{removed}", headers={"If-Match": "*"})
    assert gone.status_code == 204, gone.text
    restored = await undo(customers, source)
    kept = await customers.read(survivor["id"])
    assert kept["phone"] == "+4930123456"
    assert new["id"] in {p["id"] for p in kept["participants"]}
    assert new["id"] not in {p["id"] for p in restored["participants"]}
    for customer in (restored, kept):
        assert removed not in {p["id"] for p in customer["participants"]}
    notes = (await customers.desk.get(f"{url}/notes")).json()["items"]
    assert "später" in {note["text"] for note in notes}


async def test_c11_an_undo_by_somebody_who_has_not_seen_the_survivor_is_refused(customers: Customers) -> None:
    source, survivor = await customers.create(), await customers.create()
    await merged(customers, source, survivor)
    url = f"/api/customers/{source['id']}/merge/undo"
    stale = await customers.desk.post(url, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    assert stale.json()["current"]["id"] == survivor["id"]
    assert (await customers.desk.post(url, headers={"If-Match": '"2"'})).status_code == 200


async def test_c11_merged_undone_and_merged_again(customers: Customers) -> None:
    source, survivor = await rich(customers), await rich(customers)
    for _ in range(2):
        await merged(customers, source, survivor)
        await undo(customers, source)
    await merged(customers, survivor, source)
    assert (await customers.desk.get(f"/api/customers/{survivor['id']}")).json()["id"] == source["id"]


async def test_c11_a_chain_is_taken_back_from_its_end(customers: Customers) -> None:
    a, b, c = [await customers.create(participants=[child(f"Kind{n}")]) for n in range(3)]
    await merged(customers, a, b)
    await merged(customers, b, c)
    assert await refused(customers, a) == "merged_since"
    listed = (await customers.desk.get(f"/api/customers/{c['id']}/merges")).json()["items"]
    assert {m["merged_id"]: m["undoable"] for m in listed} == {a["id"]: False, b["id"]: True}
    await undo(customers, b)
    opened = (await customers.desk.get(f"/api/customers/{a['id']}")).json()
    assert opened["id"] == b["id"]
    assert {p["first_name"] for p in opened["participants"]} == {"Kind0", "Kind1"}
    await undo(customers, a)
    for customer, kind in ((a, "Kind0"), (b, "Kind1"), (c, "Kind2")):
        assert [p["first_name"] for p in (await customers.read(customer["id"]))["participants"]] == [kind]


async def test_c11_two_merges_into_one_are_taken_back_in_any_order(customers: Customers) -> None:
    a, b, c = [await rich(customers, first_name=f"Name{n}") for n in range(3)]
    before = [await seen(customers, x["id"]) for x in (a, b, c)]
    await merged(customers, a, c)
    await merged(customers, b, c)
    await undo(customers, a)
    await undo(customers, b)
    assert [await seen(customers, x["id"]) for x in (a, b, c)] == before


async def test_c11_no_undo_when_the_email_is_taken(customers: Customers) -> None:
    source, survivor = await customers.create(email="frei@example.org"), await customers.create()
    await merged(customers, source, survivor)
    await customers.create(email="FREI@example.org")
    assert await refused(customers, source) == "email_taken"
    (listed,) = (await customers.desk.get(f"/api/customers/{survivor['id']}/merges")).json()["items"]
    assert (listed["undoable"], listed["name"]) == (False, "Käthe Müller-Lüdenscheidt")


async def test_c11_no_undo_when_the_survivor_took_the_email_later(customers: Customers) -> None:
    source, survivor = await customers.create(email="frei@example.org"), await customers.create()
    await merged(customers, source, survivor)
    url = f"/api/customers/{survivor['id']}"
    await customers.desk.patch(url, json={"email": "frei@example.org"}, headers={"If-Match": "*"})
    assert await refused(customers, source) == "email_taken"


async def test_c11_an_undo_brings_no_group_back_that_was_deleted_since(customers: Customers) -> None:
    made = [
        (await customers.desk.post(f"/api/{kind}-groups", json={"name": f"{kind} {number}"})).json()
        for kind in ("customer", "recipient")
        for number in (1, 2)
    ]
    source = await customers.create(
        customer_group_ids=[made[0]["id"], made[1]["id"]], recipient_group_ids=[made[2]["id"], made[3]["id"]]
    )
    survivor = await customers.create(first_name="Kathe")
    await merged(customers, source, survivor)
    for kind, group in (("customer", made[0]), ("recipient", made[2])):
        gone = await customers.desk.delete(
            f"/api/{kind}-groups/{group['id']}", params={"force": "true"}, headers={"If-Match": "*"}
        )
        assert gone.status_code == 204, gone.text
    await undo(customers, source)
    restored = await customers.read(source["id"])
    assert restored["customer_group_ids"] == [made[1]["id"]]
    assert restored["recipient_group_ids"] == [made[3]["id"]]
    changed = await customers.desk.patch(
        f"/api/customers/{source['id']}", json={"first_name": "Kai"}, headers={"If-Match": "*"}
    )
    assert changed.status_code == 200, changed.text


async def test_c11_no_undo_that_would_leave_a_customer_without_a_name(customers: Customers) -> None:
    """The survivor was given a company's name by the merge, and has given up the own name since."""
    source, survivor = await customers.create(company_name="Maier KG"), await customers.create()
    await merged(customers, source, survivor, choices={"company_name": "source"})
    url = f"/api/customers/{survivor['id']}"
    without = {"first_name": None, "last_name": None}
    answer = await customers.desk.patch(url, json=without, headers={"If-Match": "*"})
    assert answer.status_code == 200, answer.text
    assert await refused(customers, source) == "changed_since"
    assert await customers.read(survivor["id"]) == answer.json()
    await customers.desk.patch(url, json={"last_name": "Maier"}, headers={"If-Match": "*"})
    assert (await undo(customers, source))["company_name"] == "Maier KG"
    assert (await customers.read(survivor["id"]))["company_name"] is None


async def test_c11_no_undo_of_what_is_no_merge(customers: Customers) -> None:
    source, survivor = await customers.create(), await customers.create()
    assert await refused(customers, source) == "not_merged"
    await merged(customers, source, survivor)
    await undo(customers, source)
    assert await refused(customers, source) == "not_merged"


async def test_c11_after_thirty_days_what_an_undo_needs_is_forgotten(customers: Customers) -> None:
    source, survivor = await customers.create(last_name="Kanarienvogel"), await customers.create()
    await merged(customers, source, survivor)
    assert "Kanarienvogel" in (await customers.dump())["merge_memories"]
    async with customers.database.transaction() as session:
        await forget_memories(session, datetime.now(UTC) + timedelta(days=29))
    assert "Kanarienvogel" in (await customers.dump())["merge_memories"]
    await _age(customers, 31)
    assert await refused(customers, source) == "expired"
    async with customers.working():

        async def forgotten() -> None:
            left = await customers.dump()
            assert not [t for t, rows in left.items() if "Kanarienvogel" in rows and t != "outbox"]

        await eventually(forgotten, within=30)
    (listed,) = (await customers.desk.get(f"/api/customers/{survivor['id']}/merges")).json()["items"]
    assert (listed["name"], listed["undoable"], listed["number"]) == (None, False, source["number"])
    assert (await customers.desk.get(f"/api/customers/{source['id']}")).json()["id"] == survivor["id"]


async def _age(customers: Customers, days: int) -> None:
    async with customers.database.transaction() as session:
        for table, column in (("merges", "undo_until"), ("merge_memories", "forget_at")):
            await session.execute(text(f"UPDATE {table} SET {column} = {column} - interval '{days} days'"))


async def _tell_account(
    customers: Customers, customer: dict[str, Any], sequence: int, **figures: Any
) -> None:
    data = {"customer_id": customer["id"], **ACCOUNT, "invoices_ever": 0} | figures
    await customers.publish(
        "customer-accounts", "account.changed", data, key=customer["id"], sequence=sequence
    )


async def _credit(customers: Customers, customer: dict[str, Any], cents: int) -> None:
    async def look() -> None:
        assert (await customers.read(customer["id"]))["credit_cents"] == cents

    await eventually(look, within=20)


async def test_c11_credit_is_united_and_parted_and_an_invoice_since_ends_the_undo(
    customers: Customers,
) -> None:
    source, survivor = await customers.create(), await customers.create()
    async with customers.working():
        await _tell_account(customers, source, 1, credit_cents=500, invoices_ever=2, open_invoices=1)
        await _tell_account(customers, survivor, 1, credit_cents=300, invoices_ever=1)
        await _credit(customers, source, 500)
        await _credit(customers, survivor, 300)
        preview = await merge(customers, source, survivor, params={"dry_run": "true"})
        assert (preview.json()["moves"]["credit_cents"], preview.json()["moves"]["open_invoices"]) == (500, 1)
        assert (await merged(customers, source, survivor))["credit_cents"] == 800
        united = {"credit_cents": 801, "invoices_ever": 3, "includes": [source["id"]]}
        await _tell_account(customers, survivor, 2, **united)
        await _credit(customers, survivor, 801)
        await undo(customers, source)
        assert (await customers.read(survivor["id"]))["credit_cents"] == 301
        assert (await customers.read(source["id"]))["credit_cents"] == 500
        await _tell_account(customers, survivor, 3, credit_cents=302, invoices_ever=1)
        await _credit(customers, survivor, 302)
        await merged(customers, source, survivor)
        await _tell_account(customers, survivor, 4, **(united | {"credit_cents": 803, "invoices_ever": 4}))
        await _credit(customers, survivor, 803)
        assert await refused(customers, source) == "used_since"
        (listed,) = (await customers.desk.get(f"/api/customers/{survivor['id']}/merges")).json()["items"]
        assert listed["undoable"] is False


async def test_c11_a_late_invoice_of_the_merged_counts_as_use(customers: Customers) -> None:
    source, survivor = await customers.create(), await customers.create()
    await merged(customers, source, survivor)
    async with customers.working():
        await _tell_account(customers, source, 1, invoices_ever=1)

        async def used() -> None:
            page = await customers.desk.get(f"/api/customers/{survivor['id']}/merges")
            assert [item["undoable"] for item in page.json()["items"]] == [False]

        await eventually(used, within=20)
    assert await refused(customers, source) == "used_since"


async def test_c11_a_portal_account_follows_the_email_that_is_kept_and_returns(customers: Customers) -> None:
    source, survivor = [await customers.create(email=f"{n}@example.org") for n in ("quelle", "bleibt")]

    async def accounts() -> dict[str, str]:
        async with customers.database.reading() as session:
            found = await session.execute(
                text("SELECT password_hash, customer_id FROM accounts WHERE role = 'customer'")
            )
            return {password_hash: str(customer_id) for password_hash, customer_id in found}

    async with customers.database.transaction() as session:
        for customer in (source, survivor):
            await session.execute(
                text(
                    "INSERT INTO accounts (id, role, password_hash, customer_id)"
                    " VALUES (gen_random_uuid(), 'customer', :password, CAST(:id AS uuid))"
                ),
                {"password": f"hash of {customer['email']}", "id": customer["id"]},
            )
    before = await accounts()
    await merged(customers, source, survivor, choices={"email": "source"})
    assert await accounts() == {"hash of quelle@example.org": survivor["id"]}
    await undo(customers, source)
    assert await accounts() == before


async def test_c11_sealed_memories_follow_a_new_key(customers: Customers) -> None:
    source = await customers.create(bank_details={"iban": "DE89370400440532013000"})
    survivor = await customers.create()
    await merged(customers, source, survivor)
    new = Fernet.generate_key().decode()
    async with customers.database.transaction() as session:
        assert (
            await seal_memories_anew(session, vault_of(f"{new},{customers.environment.bank_data_keys}")) == 0
        )
    async with customers.database.transaction() as session:
        assert await seal_memories_anew(session, vault_of(new)) == 0
    assert (await undo(customers, source))["bank_details"]["iban"].endswith("3000")


async def test_c11_merges_and_undos_at_once_end_in_one_of_the_orders(customers: Customers) -> None:
    """Two desks merge the same pair in both directions, and a third takes it back: nobody waits for ever."""
    a, b, c = [await customers.create() for _ in range(3)]
    for _ in range(3):
        answers = await asyncio.wait_for(
            asyncio.gather(
                merge(customers, a, b),
                merge(customers, b, a),
                merge(customers, b, c),
                customers.desk.post(f"/api/customers/{a['id']}/merge/undo"),
                customers.desk.post(f"/api/customers/{b['id']}/merge/undo"),
            ),
            30,
        )
        assert {answer.status_code for answer in answers} <= {200, 409}
    for customer in (a, b, c):
        assert (await customers.desk.get(f"/api/customers/{customer['id']}")).status_code == 200
