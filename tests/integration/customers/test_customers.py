"""Creating, reading, changing, blocking (C1, C4, C9, C12), through HTTP."""

from typing import Any

from customers.entrypoints.http.answers import CustomerOut
from tests.integration.customers.conftest import Customers, body


async def test_c1_a_created_customer_is_at_once_in_the_list(customers: Customers) -> None:
    created = await customers.create(participants=[{"first_name": "Emma", "last_name": "Müller"}])
    listed = (await customers.desk.get("/api/customers")).json()
    assert listed["total"] == 1
    assert listed["items"] == [created]
    assert created["phone"] == "+491711234567"
    assert created["credit_cents"] == 0
    assert created["email_health"] == "unknown"
    assert [p["first_name"] for p in created["participants"]] == ["Emma"]


async def test_c1_the_others_are_told_the_whole_customer(customers: Customers) -> None:
    created = await customers.create(participants=[{"first_name": "Emma", "last_name": "Müller"}])
    ((headers, snapshot),) = await customers.told()
    assert headers["ce_type"] == "customer.created"
    assert (headers["ce_subject"], headers["ce_sequence"]) == (created["id"], "1")
    assert snapshot["email"] == created["email"]
    assert snapshot["participants"][0]["participant_id"] == created["participants"][0]["id"]
    assert snapshot["address"]["city"] == "Neumünster"
    assert not {"notes", "bank_details", "credit_cents"} & set(snapshot)


async def test_c1_the_same_idempotency_key_creates_once(customers: Customers) -> None:
    request = {"json": body(), "headers": {"Idempotency-Key": "kunde-1"}}
    first = await customers.desk.post("/api/customers", **request)
    second = await customers.desk.post("/api/customers", **request)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert len(await customers.told()) == 1


async def test_c12_numbers_rise_and_are_not_given_again(customers: Customers) -> None:
    first, second = await customers.create(), await customers.create()
    gone = await customers.desk.delete(f"/api/customers/{second['id']}", headers={"If-Match": "*"})
    assert gone.status_code == 200
    third = await customers.create()
    assert first["number"] < second["number"] < third["number"]


async def test_c12_an_email_belongs_to_one_live_customer(customers: Customers) -> None:
    created = await customers.create(email="anna@example.org")
    answer = await customers.desk.post("/api/customers", json=body(email="ANNA@example.org"))
    assert answer.status_code == 409
    problem = answer.json()
    assert problem["type"].endswith(":email-already-used")
    assert [c["id"] for c in problem["candidates"]] == [created["id"]]
    await customers.desk.delete(f"/api/customers/{created['id']}", headers={"If-Match": "*"})
    assert (await customers.create(email="Anna@example.org"))["number"] > created["number"]


async def test_c12_placeholder_addresses_may_be_shared(customers: Customers) -> None:
    for address in (
        "keine@schwimmschule.example",
        "Keine@Schwimmschule.example",
        "keine+7@schwimmschule.example",
    ):
        assert (await customers.create(email=address))["email_is_placeholder"]
    assert not (await customers.create(email="keiner@schwimmschule.example"))["email_is_placeholder"]


async def test_c4_a_change_touches_what_is_given_and_is_one_version(customers: Customers) -> None:
    created = await customers.create()
    answer = await customers.desk.patch(
        f"/api/customers/{created['id']}",
        json={"phone": None, "address": {"city": "Kiel"}, "email": "neu@example.org", "newsletter": True},
        headers={"If-Match": '"1"'},
    )
    changed = answer.json()
    assert answer.status_code == 200
    assert answer.headers["etag"] == '"2"'
    assert changed["phone"] is None
    assert changed["address"] == {**created["address"], "city": "Kiel"}
    assert changed["newsletter_state"] == "requested"
    assert changed["last_name"] == created["last_name"]
    headers, snapshot = (await customers.told())[-1]
    assert (headers["ce_type"], headers["ce_sequence"], snapshot["email_version"]) == (
        "customer.updated",
        "2",
        2,
    )


async def test_c4_the_second_of_two_desks_sees_the_current_state(customers: Customers) -> None:
    created = await customers.create()
    url, seen = f"/api/customers/{created['id']}", {"If-Match": '"1"'}
    assert (await customers.desk.patch(url, json={"first_name": "Kate"}, headers=seen)).status_code == 200
    stale = await customers.desk.patch(url, json={"first_name": "Katja"}, headers=seen)
    assert stale.status_code == 412
    assert stale.json()["current"]["first_name"] == "Kate"
    assert (await customers.read(created["id"]))["first_name"] == "Kate"
    assert (await customers.desk.patch(url, json={"first_name": "X"})).status_code == 428


async def test_c4_a_change_that_changes_nothing_is_no_version(customers: Customers) -> None:
    created = await customers.create()
    answer = await customers.desk.patch(
        f"/api/customers/{created['id']}", json={"first_name": "Käthe"}, headers={"If-Match": "*"}
    )
    assert answer.json()["version"] == 1
    assert len(await customers.told()) == 1


async def test_c4_bank_details_are_shown_masked_and_stored_sealed(customers: Customers) -> None:
    iban = "DE89 3704 0044 0532 0130 00"
    created = await customers.create(bank_details={"iban": iban, "account_holder": "Käthe Geheim"})
    assert created["bank_details"]["iban"].endswith("3000")
    dump = "".join((await customers.dump()).values())
    assert "DE89370400440532013000" not in dump
    assert "Geheim" not in dump
    removed = await customers.desk.patch(
        f"/api/customers/{created['id']}", json={"bank_details": None}, headers={"If-Match": "*"}
    )
    assert removed.json()["bank_details"] is None


async def test_c9_blocking_tells_the_others_and_unblocking_restores(customers: Customers) -> None:
    created = await customers.create()
    url = f"/api/customers/{created['id']}"
    blocked = (await customers.desk.post(f"{url}/block", json={"reason": "Hausverbot"})).json()
    assert (blocked["status"], blocked["version"], blocked["block"]["reason"]) == ("blocked", 2, "Hausverbot")
    again = (await customers.desk.post(f"{url}/block", json={"reason": "anderer"})).json()
    assert (again["version"], again["block"]["reason"]) == (2, "Hausverbot")
    assert (await customers.desk.post(f"{url}/unblock")).json()["block"] is None
    told = [(headers["ce_type"], snapshot["status"]) for headers, snapshot in await customers.told()]
    assert told[1:] == [("customer.blocked", "blocked"), ("customer.unblocked", "active")]
    assert "Hausverbot" not in str(await customers.told())


async def test_m5_only_evidence_or_the_mail_confirms_the_newsletter(customers: Customers) -> None:
    evidence = {"how": "Formular", "when": "2026-03-01", "wording": "Ja, ich will Neuigkeiten."}
    asked = await customers.create(newsletter=True)
    proven = await customers.create(newsletter=True, newsletter_evidence=evidence)
    assert (asked["newsletter_state"], proven["newsletter_state"]) == ("requested", "confirmed")
    found = (await customers.desk.get("/api/customers", params={"newsletter": True})).json()
    assert [item["id"] for item in found["items"]] == [proven["id"]]
    out = await customers.desk.patch(
        f"/api/customers/{proven['id']}", json={"newsletter": False}, headers={"If-Match": "*"}
    )
    assert out.json()["newsletter_state"] == "unsubscribed"


BAD_FIELDS: list[tuple[dict[str, Any], str]] = [
    ({"last_name": "x" * 101}, "last_name"),
    ({"last_name": "Mül\u202eler"}, "last_name"),
    ({"last_name": "Tab\tulator"}, "last_name"),
    ({"last_name": None}, "last_name"),
    ({"email": "keine adresse"}, "email"),
    ({"email": None}, "email"),
    ({"phone": "12"}, "phone"),
    ({"further_phones": ["0171 1234567"] * 11}, "further_phones"),
    ({"address": {"country": "Wunderland"}}, "address.country"),
    ({"language": "xx"}, "language"),
    ({"customer_group_ids": ["0193b2a0-0000-7000-8000-000000000000"]}, "customer_group_ids"),
    ({"bank_details": {"iban": "DE89370400440532013001"}}, "bank_details.iban"),
    ({"participants": [{"first_name": "A", "last_name": "B"}] * 101}, "participants"),
    (
        {"participants": [{"first_name": "A", "last_name": "B", "birth_date": "2999-01-01"}]},
        "participants.0.birth_date",
    ),
    ({"is_company": "vielleicht"}, "is_company"),
    ({"unbekannt": 1}, "unbekannt"),
]


async def test_a_bad_field_is_named_and_nothing_is_written(customers: Customers) -> None:
    for change, field in BAD_FIELDS:
        answer = await customers.desk.post("/api/customers", json=body(**change))
        assert answer.status_code == 422, change
        assert [error["field"] for error in answer.json()["errors"]] == [field]
        assert all(error["message"] for error in answer.json()["errors"])
    for text in ('"A\\u0000B"', '"A\\ud800B"'):
        answer = await customers.desk.post(
            "/api/customers",
            content='{"email": "a@example.org", "last_name": ' + text + "}",
            headers={"Content-Type": "application/json"},
        )
        assert answer.status_code == 422
    assert (await customers.desk.get("/api/customers")).json()["total"] == 0
    assert await customers.told() == []


async def test_only_staff_reaches_customers(customers: Customers) -> None:
    created = await customers.create()
    for path in ("", f"/{created['id']}", f"/{created['id']}/notes", f"/{created['id']}/participants"):
        assert (await customers.outside.get(f"/api/customers{path}")).status_code == 401
        assert (await customers.portal.get(f"/api/customers{path}")).status_code == 403


async def test_every_answer_has_the_documented_shape(customers: Customers) -> None:
    evidence = {"how": "Formular", "when": "2026-03-01T10:00:00+01:00", "wording": "Ja."}
    created = await customers.create(
        participants=[{"first_name": "Emma", "last_name": "M", "birth_date": "2019-05-04"}],
        newsletter_evidence=evidence,
        bank_details={"iban": "DE89370400440532013000"},
    )
    CustomerOut.model_validate(created)
    assert set(created) == set(CustomerOut.model_fields)
