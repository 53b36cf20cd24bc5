"""Merging customers (C11) through HTTP: preview, choices, what moves, and what is refused."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from customers.adapters.tables import CustomerRow
from tests.integration.customers.conftest import Customers

IBAN, OTHER_IBAN = "DE89370400440532013000", "DE02120300000000202051"


async def merge(
    customers: Customers, source: dict[str, Any], into: dict[str, Any], **more: Any
) -> httpx.Response:
    """The answer to a merge; `choices` and whatever the request needs."""
    json = {"into": into["id"], "choices": more.pop("choices", {})}
    return await customers.desk.post(f"/api/customers/{source['id']}/merge", json=json, **more)


async def merged(customers: Customers, source: dict[str, Any], into: dict[str, Any], **more: Any) -> Any:
    """The survivor as a merge answers it."""
    answer = await merge(customers, source, into, **more)
    assert answer.status_code == 200, answer.text
    return answer.json()


def child(first_name: str, birth_date: str | None = None) -> dict[str, Any]:
    """A participant as it is entered."""
    return {"first_name": first_name, "last_name": "Müller", "birth_date": birth_date}


async def test_c11_participants_and_notes_move_and_the_same_child_is_joined(customers: Customers) -> None:
    source = await customers.create(participants=[child("Emma", "2018-05-04"), child("Ben"), child("Ida")])
    survivor = await customers.create(participants=[child("EMMA", "2018-05-04"), child("Ida", "2020-01-01")])
    of = {p["first_name"]: p["id"] for p in source["participants"]}
    emma = next(p["id"] for p in survivor["participants"] if p["first_name"] == "EMMA")
    await customers.desk.post(f"/api/customers/{source['id']}/notes", json={"text": "zahlt bar"})
    for name, text in (("Emma", "mag Tauchen"), ("Ben", "hat Angst")):
        await customers.desk.post(f"/api/participants/{of[name]}/notes", json={"text": text})
    shown = await merged(customers, source, survivor)
    assert shown["version"] == 2
    kept = {p["id"] for p in survivor["participants"]}
    assert {p["id"] for p in shown["participants"]} == kept | {of["Ben"], of["Ida"]}
    page = (await customers.desk.get(f"/api/customers/{survivor['id']}/participants")).json()["items"]
    assert {p["id"]: [n["text"] for n in p["notes"]] for p in page if p["notes"]} == {
        emma: ["mag Tauchen"],
        of["Ben"]: ["hat Angst"],
    }
    for asked in (survivor["id"], source["id"]):
        notes = (await customers.desk.get(f"/api/customers/{asked}/notes")).json()["items"]
        assert [n["text"] for n in notes] == ["zahlt bar"]


async def test_c11_the_merged_id_opens_the_survivor_and_takes_no_write(customers: Customers) -> None:
    source, survivor = await customers.create(), await customers.create()
    await merged(customers, source, survivor)
    url, any_version = f"/api/customers/{source['id']}", {"If-Match": "*"}
    opened = (await customers.desk.get(url)).json()
    assert (opened["id"], opened["merged_into"]) == (survivor["id"], survivor["id"])
    assert (await customers.read(survivor["id"]))["merged_into"] is None
    for answer in (
        await customers.desk.patch(url, json={"first_name": "X"}, headers=any_version),
        await customers.desk.post(f"{url}/block", json={"reason": "X"}),
        await customers.desk.post(f"{url}/unblock"),
        await customers.desk.post(f"{url}/notes", json={"text": "X"}),
        await customers.desk.post(f"{url}/participants", json=child("X")),
        await customers.desk.delete(url, headers=any_version),
        await merge(customers, source, survivor),
        await merge(customers, survivor, source),
    ):
        assert answer.status_code == 409, answer.text
        problem = answer.json()
        assert problem["type"].endswith(":customer-merged")
        assert problem["merged_into"] == survivor["id"]


async def test_c11_the_merged_is_in_no_list_and_the_survivor_is_found_by_both_numbers(
    customers: Customers,
) -> None:
    source, survivor = await customers.create(last_name="Quelle"), await customers.create(last_name="Bleibt")
    await merged(customers, source, survivor)
    assert (await customers.desk.get("/api/customers")).json()["total"] == 1
    assert await customers.found("Quelle") == set()
    for number in (source["number"], survivor["number"]):
        assert await customers.found(str(number)) == {"Bleibt"}


async def test_c11_each_field_is_the_survivors_unless_chosen(customers: Customers) -> None:
    source = await customers.create(first_name="Kathe", phone="0171 7654321", email="neu@example.org",
                                    bank_details={"iban": IBAN}, address=None)  # fmt: skip
    survivor = await customers.create(email="alt@example.org", bank_details={"iban": OTHER_IBAN})
    choices = {"email": "source", "bank_details": "source", "address": "source"}
    shown = await merged(customers, source, survivor, choices=choices)
    assert (shown["email"], shown["address"]) == ("neu@example.org", None)
    assert shown["bank_details"]["iban"].endswith("3000")
    assert (shown["first_name"], shown["phone"]) == ("Käthe", survivor["phone"])
    assert await customers.create(email="alt@example.org")


async def test_c11_nothing_is_left_in_the_row_of_the_merged(customers: Customers) -> None:
    group = (await customers.desk.post("/api/customer-groups", json={"name": "Verein"})).json()
    source = await customers.create(
        discount_percent=12.5,
        customer_group_ids=[group["id"]],
        bank_details={"iban": "DE89370400440532013000"},
        newsletter_evidence={"how": "Formular", "when": "2026-01-01", "wording": "Ja"},
    )
    survivor = await customers.create(first_name="Kathe")
    await merged(customers, source, survivor)
    async with customers.database.reading() as session:
        row = await session.get_one(CustomerRow, UUID(source["id"]))
    kept = (row.discount_percent, row.customer_group_ids, row.iban_last_four, row.newsletter_evidence)
    assert (*kept, row.newsletter_state, row.last_name) == (0, [], None, None, "none", None)


async def test_c11_the_email_that_loses_is_free_at_once(customers: Customers) -> None:
    source, survivor = await customers.create(email="frei@example.org"), await customers.create()
    await merged(customers, source, survivor)
    assert (await customers.create(email="frei@example.org"))["number"] > survivor["number"]


async def test_c11_groups_are_united_and_consent_and_block_are_the_stricter(customers: Customers) -> None:
    groups = [
        (await customers.desk.post("/api/customer-groups", json={"name": name})).json()["id"]
        for name in ("Verein", "Firma")
    ]
    evidence = {"how": "Formular", "when": "2026-01-01", "wording": "Ja"}
    source = await customers.create(customer_group_ids=groups[:1])
    survivor = await customers.create(customer_group_ids=groups[1:], newsletter_evidence=evidence)
    await customers.desk.patch(
        f"/api/customers/{source['id']}", json={"newsletter": True}, headers={"If-Match": "*"}
    )
    await customers.desk.patch(
        f"/api/customers/{source['id']}", json={"newsletter": False}, headers={"If-Match": "*"}
    )
    await customers.desk.post(f"/api/customers/{source['id']}/block", json={"reason": "Zahlt nicht"})
    shown = await merged(customers, source, survivor)
    assert set(shown["customer_group_ids"]) == set(groups)
    assert shown["newsletter_state"] == "unsubscribed"
    assert (shown["status"], shown["block"]["reason"]) == ("blocked", "Zahlt nicht")


async def test_c11_consent_is_not_lost_to_a_customer_whom_nobody_asked(customers: Customers) -> None:
    evidence = {"how": "Formular", "when": "2026-01-01", "wording": "Ja"}
    source, survivor = await customers.create(), await customers.create(newsletter_evidence=evidence)
    shown = await merged(customers, source, survivor)
    assert (shown["newsletter_state"], shown["newsletter_evidence"]["wording"]) == ("confirmed", "Ja")


async def test_c11_stricter_states_can_be_overruled(customers: Customers) -> None:
    evidence = {"how": "Formular", "when": "2026-01-01", "wording": "Ja"}
    source, survivor = await customers.create(), await customers.create(newsletter_evidence=evidence)
    await customers.desk.post(f"/api/customers/{source['id']}/block", json={"reason": "Zahlt nicht"})
    choices = {"newsletter": "survivor", "status": "survivor"}
    shown = await merged(customers, source, survivor, choices=choices)
    assert (shown["newsletter_state"], shown["status"]) == ("confirmed", "active")


@pytest.mark.parametrize(
    ("bank", "differs"),
    [
        ({"iban": IBAN}, False),
        ({"iban": OTHER_IBAN}, True),
        ({"iban": IBAN, "account_holder": "Erika Maier"}, True),
    ],
)
async def test_c11_the_preview_tells_equal_bank_details_from_others(
    customers: Customers, bank: dict[str, str], differs: bool
) -> None:
    source = await customers.create(bank_details=bank)
    survivor = await customers.create(bank_details={"iban": IBAN})
    answer = await merge(customers, source, survivor, params={"dry_run": "true"})
    fields = {field["field"]: field for field in answer.json()["fields"]}
    assert fields["bank_details"]["differs"] is differs


async def test_c11_the_preview_says_what_would_happen_and_changes_nothing(customers: Customers) -> None:
    source = await customers.create(first_name="Kathe", participants=[child("Emma"), child("Ben")],
                                    bank_details={"iban": IBAN})  # fmt: skip
    survivor = await customers.create(participants=[child("Emma")])
    await customers.desk.post(f"/api/customers/{source['id']}/notes", json={"text": "geheim"})
    before = await customers.dump()
    answer = await merge(
        customers, source, survivor, params={"dry_run": "true"}, choices={"first_name": "source"}
    )
    assert answer.status_code == 200, answer.text
    shown = answer.json()
    assert await customers.dump() == before
    assert (shown["source"], shown["survivor"]) == (
        await customers.read(source["id"]),
        await customers.read(survivor["id"]),
    )
    fields = {field["field"]: field for field in shown["fields"]}
    assert fields["first_name"] == {
        "field": "first_name", "source": "Kathe", "survivor": "Käthe", "choice": "source", "differs": True,
    }  # fmt: skip
    assert (fields["last_name"]["choice"], fields["last_name"]["differs"]) == ("survivor", False)
    assert fields["bank_details"]["source"] == {"iban": "•••• 3000"}
    assert IBAN not in answer.text
    assert "geheim" not in answer.text
    same_as = {p["first_name"]: p["same_as"] for p in shown["participants"]}
    assert same_as == {"Emma": survivor["participants"][0]["id"], "Ben": None}
    assert shown["moves"] == {
        "notes": 1, "participants": 1, "groups": 0, "credit_cents": 0, "open_invoices": 0, "bookings": 0,
        "messages": None,
    }  # fmt: skip


async def test_c11_the_others_are_told_ids_of_one_and_a_snapshot_of_the_other(customers: Customers) -> None:
    source, survivor = await customers.create(), await customers.create(participants=[child("Emma")])
    await merged(customers, source, survivor)
    (alias, ids), (kept, snapshot) = (await customers.told())[-2:]
    assert (alias["ce_type"], alias["ce_subject"], alias["ce_sequence"]) == (
        "customer.merged",
        source["id"],
        "2",
    )
    assert ids == {"customer_id": source["id"], "into": survivor["id"]}
    assert (kept["ce_type"], kept["ce_sequence"]) == ("customer.updated", "2")
    assert snapshot["customer_id"] == survivor["id"]


async def test_c11_what_cannot_be_merged_is_refused_and_says_why(customers: Customers) -> None:
    source, survivor, deleted = [await customers.create() for _ in range(3)]
    await customers.desk.delete(f"/api/customers/{deleted['id']}", headers={"If-Match": "*"})
    before = await customers.dump()
    url = f"/api/customers/{source['id']}/merge"
    for body, field, code in (
        ({"into": source["id"]}, "into", "merge_into_itself"),
        ({"into": str(uuid4())}, "into", "unknown_customer"),
        ({"into": "niemand"}, "into", None),
        ({}, "into", None),
        ({"into": survivor["id"], "choices": {"notes": "source"}}, "choices", "unknown_choice"),
        ({"into": survivor["id"], "choices": {"email": "beide"}}, "choices.email", None),
        ({"into": survivor["id"], "unbekannt": 1}, "unbekannt", None),
    ):
        answer = await customers.desk.post(url, json=body)
        assert answer.status_code == 422, answer.text
        (error,) = answer.json()["errors"]
        assert error["field"] == field
        assert code in (None, error["code"])
    assert (await merge(customers, source, deleted)).status_code == 410
    assert (await merge(customers, deleted, source)).status_code == 410
    assert (await merge(customers, {"id": str(uuid4())}, source)).status_code == 404
    stale = await merge(customers, source, survivor, headers={"If-Match": '"7"'})
    assert stale.status_code == 412
    assert stale.json()["current"]["id"] == source["id"]
    assert (await customers.portal.post(url, json={"into": survivor["id"]})).status_code == 403
    assert await customers.dump() == before


async def test_c11_a_merge_past_a_limit_changes_nothing(customers: Customers) -> None:
    many = [child(f"Kind{number}") for number in range(60)]
    source = await customers.create(participants=many)
    survivor = await customers.create(participants=[child(f"Anderes{number}") for number in range(60)])
    before = await customers.dump()
    answer = await merge(customers, source, survivor)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "participants"
    assert await customers.dump() == before


async def test_c11_the_same_idempotency_key_merges_once(customers: Customers) -> None:
    source, survivor = await customers.create(), await customers.create()
    first = await merged(customers, source, survivor, headers={"Idempotency-Key": "m"})
    assert await merged(customers, source, survivor, headers={"Idempotency-Key": "m"}) == first
    assert len(await customers.told()) == 4


@pytest.mark.parametrize("order", ["in a row", "both into the last"])
async def test_c11_a_chain_ends_at_the_last_survivor(customers: Customers, order: str) -> None:
    a, b, c = [await customers.create(participants=[child(f"Kind{n}")]) for n in range(3)]
    for customer in (a, b, c):
        await customers.desk.post(f"/api/customers/{customer['id']}/notes", json={"text": customer["id"]})
    if order == "in a row":
        await merged(customers, a, b)
        await merged(customers, b, c)
    else:
        await merged(customers, b, c)
        await merged(customers, a, c)
    for customer in (a, b):
        opened = (await customers.desk.get(f"/api/customers/{customer['id']}")).json()
        assert (opened["id"], opened["merged_into"]) == (c["id"], c["id"])
        assert await customers.found(str(customer["number"])) == {c["last_name"]}
    shown = await customers.read(c["id"])
    assert {p["first_name"] for p in shown["participants"]} == {"Kind0", "Kind1", "Kind2"}
    notes = (await customers.desk.get(f"/api/customers/{c['id']}/notes")).json()["items"]
    assert {n["text"] for n in notes} == {a["id"], b["id"], c["id"]}
    listed = (await customers.desk.get(f"/api/customers/{c['id']}/merges")).json()["items"]
    assert {(m["merged_id"], m["number"]) for m in listed} == {(x["id"], x["number"]) for x in (a, b)}
