"""C9, C12, P1: who of the customers logs in, and what they see and change."""

from uuid import uuid4

from tests.integration.customers.conftest import Customers
from tests.integration.customers.logins import (
    PASSWORD,
    asked_mails,
    check,
    choose,
    fetch,
    link_token,
    logged_in,
    portal_customer,
)


async def test_c9_a_block_ends_the_sessions_and_the_login_says_why(customers: Customers) -> None:
    created = await portal_customer(customers)
    url = f"/api/customers/{created['id']}"
    async with logged_in(customers, created["email"], PASSWORD) as portal:
        assert (await portal.get("/api/portal/me")).status_code == 200
        await customers.desk.post(f"{url}/block", json={"reason": "unbezahlt"})
        assert (await check(customers, portal)).status_code == 401
        # The token of the last request lives for a minute; it opens nothing.
        late = await portal.get("/api/portal/me")
        assert (late.status_code, late.json()["type"].rpartition(":")[2]) == (403, "account-blocked")
        assert (await portal.get("/api/portal/participants")).status_code == 403
    assert (await customers.desk.get(f"{url}/portal-account")).json()["state"] == "blocked"
    login = {"email": created["email"], "password": PASSWORD}
    german = await customers.outside.post("/api/auth/login", json=login)
    english = await customers.outside.post("/api/auth/login", json=login, headers={"Accept-Language": "en"})
    assert german.status_code == english.status_code == 403
    assert (german.json()["title"], english.json()["title"]) == (
        "Ihr Konto ist gesperrt",
        "Your account is blocked",
    )
    assert german.json()["detail"] == "Bitte wenden Sie sich an Ihren Kursanbieter."
    wrong = await customers.outside.post("/api/auth/login", json={**login, "password": "geraten"})
    assert wrong.status_code == 401
    await customers.desk.post(f"{url}/unblock")
    async with logged_in(customers, created["email"], PASSWORD):
        pass


async def test_c9_blocked_customers_get_no_links(customers: Customers) -> None:
    created = await portal_customer(customers)
    url = f"/api/customers/{created['id']}"
    await customers.outside.post("/api/auth/password-reset", json={"email": created["email"]})
    token = await link_token(customers)
    await customers.desk.post(f"{url}/block", json={"reason": "unbezahlt"})
    asked = await asked_mails(customers)
    assert (await fetch(customers, asked[-1]["request_id"])).status_code == 410
    assert (await choose(customers, token, "ein ganz anderes Passwort")).status_code == 410
    await customers.outside.post("/api/auth/password-reset", json={"email": created["email"]})
    assert await asked_mails(customers) == asked
    refused = await customers.desk.post(f"{url}/portal-account")
    assert (refused.status_code, refused.json()["type"].rpartition(":")[2]) == (
        409,
        "no-portal-access-blocked",
    )


async def test_c10_a_deletion_ends_sessions_and_takes_the_account(customers: Customers) -> None:
    created = await portal_customer(customers)
    async with logged_in(customers, created["email"], PASSWORD) as portal:
        answer = await customers.desk.delete(f"/api/customers/{created['id']}", headers={"If-Match": "*"})
        assert answer.json()["services"]["customers"]["counts"]["portal_account"] == 1
        assert (await check(customers, portal)).status_code == 401
        assert (await portal.get("/api/portal/me")).status_code == 410
    login = {"email": created["email"], "password": PASSWORD}
    assert (await customers.outside.post("/api/auth/login", json=login)).status_code == 401
    assert (await fetch(customers, (await asked_mails(customers))[-1]["request_id"])).status_code == 410


async def test_c12_the_login_follows_the_address(customers: Customers) -> None:
    created = await portal_customer(customers)
    new = f"{uuid4().hex}@example.org"
    await customers.desk.patch(
        f"/api/customers/{created['id']}", json={"email": new}, headers={"If-Match": "*"}
    )
    old = {"email": created["email"], "password": PASSWORD}
    assert (await customers.outside.post("/api/auth/login", json=old)).status_code == 401
    async with logged_in(customers, new.upper(), PASSWORD) as portal:
        assert (await portal.get("/api/auth/session")).json()["email"] == new


async def test_c12_a_placeholder_has_no_login(customers: Customers) -> None:
    created = await customers.create(email="keine+7@schwimmschule.example")
    refused = await customers.desk.post(f"/api/customers/{created['id']}/portal-account")
    assert refused.status_code == 409
    assert refused.json()["type"].rpartition(":")[2] == "no-portal-access-placeholder"
    other = await portal_customer(customers)
    await customers.desk.patch(
        f"/api/customers/{other['id']}",
        json={"email": "keine@schwimmschule.example"},
        headers={"If-Match": "*"},
    )
    login = {"email": "keine@schwimmschule.example", "password": PASSWORD}
    assert (await customers.outside.post("/api/auth/login", json=login)).status_code == 401


async def test_the_address_of_a_clerk_is_no_portal_login(customers: Customers) -> None:
    created = await customers.create(email="inhaberin@schwimmschule.example")
    refused = await customers.desk.post(f"/api/customers/{created['id']}/portal-account")
    assert (refused.status_code, refused.json()["type"].rpartition(":")[2]) == (
        409,
        "address-of-another-login",
    )


async def test_p1_customers_see_themselves_without_notes_and_marks(customers: Customers) -> None:
    other = await customers.create(participants=[{"first_name": "Fremd", "last_name": "Kind"}])
    created = await portal_customer(
        customers,
        participants=[{"first_name": "Mia", "last_name": "Müller", "birth_date": "2018-03-04"}],
        bank_details={"iban": "DE89370400440532013000"},
    )
    participant = created["participants"][0]["id"]
    for path in (f"customers/{created['id']}", f"participants/{participant}"):
        note = await customers.desk.post(f"/api/{path}/notes", json={"text": "Zahlungsmoral"})
        assert note.status_code == 201
    async with logged_in(customers, created["email"], PASSWORD) as portal:
        me = await portal.get("/api/portal/me")
        mine = (await portal.get("/api/portal/participants")).json()
    assert me.json().keys() == {
        "number", "salutation", "first_name", "last_name", "company_name", "email", "phone",
        "further_phones", "address", "language", "version",
    }  # fmt: skip
    assert mine["items"] == [
        {"id": participant, "first_name": "Mia", "last_name": "Müller", "birth_date": "2018-03-04"}
    ]
    assert "Zahlungsmoral" not in me.text + str(mine)
    assert other["participants"][0]["id"] not in str(mine)


async def test_p1_customers_change_their_contact_data_and_nothing_else(customers: Customers) -> None:
    created = await portal_customer(customers)
    async with logged_in(customers, created["email"], PASSWORD) as portal:
        me = await portal.get("/api/portal/me")
        without = await portal.patch("/api/portal/me", json={"phone": "030 123456"})
        assert without.status_code == 428
        seen = {"If-Match": me.headers["ETag"]}
        body = {"phone": "030 123456", "address": {"city": "Kiel"}, "language": "en"}
        changed = await portal.patch("/api/portal/me", json=body, headers=seen)
        assert changed.status_code == 200, changed.text
        assert changed.json()["address"]["street"] == "Gänseweg 3", "an address is merged part by part"
        stale = await portal.patch("/api/portal/me", json={"phone": None}, headers=seen)
        assert stale.status_code == 412
        assert stale.json()["current"] == changed.json()
        for forbidden in ({"email": "x@example.org"}, {"newsletter": True}, {"customer_group_ids": []}):
            refused = await portal.patch("/api/portal/me", json=forbidden, headers={"If-Match": "*"})
            assert refused.status_code == 422
    shown = await customers.read(created["id"])
    assert (shown["phone"], shown["language"], shown["address"]["city"]) == ("+4930123456", "en", "Kiel")
    headers, told = (await customers.told())[-1]
    assert (headers["ce_type"], told["phone"]) == ("customer.updated", "+4930123456")


async def test_m1_the_desk_is_told_who_would_not_see_a_message_in_the_portal(customers: Customers) -> None:
    reads, never = await portal_customer(customers), await customers.create(last_name="Niemals")
    invited, blocked = await customers.create(last_name="Eingeladen"), await customers.create()
    await customers.desk.post(f"/api/customers/{invited['id']}/portal-account")
    await customers.desk.post(f"/api/customers/{blocked['id']}/block", json={"reason": "unbezahlt"})
    path = "/api/customers/without-portal-login"
    asked = {"customer_ids": [reads["id"], never["id"], invited["id"], blocked["id"]]}
    told = (await customers.desk.post(path, json=asked)).json()
    assert told["total"] == 2
    assert [one["customer_id"] for one in told["customers"]] == [invited["id"], never["id"]]
    assert told["customers"][1]["name"].endswith("Niemals")
    assert (await customers.desk.post(path, json={"customer_ids": []})).status_code == 422
    async with logged_in(customers, reads["email"], PASSWORD) as portal:
        assert (await portal.post(path, json=asked)).status_code == 403
