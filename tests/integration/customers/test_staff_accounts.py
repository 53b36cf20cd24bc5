"""Who works here: the owner invites, changes and removes; sessions are listed and ended."""

import asyncio
from typing import Any
from uuid import uuid4

import httpx

from tests.integration.customers.conftest import OWNER, Customers
from tests.integration.customers.logins import (
    PASSWORD,
    asked_mails,
    check,
    choose,
    clerk,
    link_token,
    logged_in,
    portal_customer,
)

JANA = "jana@schwimmschule.example"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def _kind(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rpartition(":")[2]


async def test_an_account_is_invited_until_a_password_is_chosen(customers: Customers) -> None:
    async with logged_in(customers) as owner:
        body = {"email": JANA, "name": "Jana Becker", "role": "staff"}
        created = await owner.post("/api/accounts", json=body, headers={"Idempotency-Key": "einmal"})
        again = await owner.post("/api/accounts", json=body, headers={"Idempotency-Key": "einmal"})
        assert created.status_code == again.status_code == 201
        assert again.json()["id"] == created.json()["id"]
        assert len(await asked_mails(customers)) == 1
        assert created.json()["state"] == "invited"
        login = {"email": JANA, "password": PASSWORD}
        assert (await customers.outside.post("/api/auth/login", json=login)).status_code == 401
        assert (await choose(customers, await link_token(customers))).status_code == 204
        listed = (await owner.get("/api/accounts")).json()
        assert [(a["name"], a["state"]) for a in listed["items"]] == [
            ("Inhaber", "active"),
            ("Jana Becker", "active"),
        ]
        assert listed["total"] == 2
        first = (await owner.get("/api/accounts", params={"limit": 1, "sort": "-name"})).json()
        second = (
            await owner.get(
                "/api/accounts", params={"limit": 1, "sort": "-name", "cursor": first["next_cursor"]}
            )
        ).json()
        assert [page["items"][0]["name"] for page in (first, second)] == ["Jana Becker", "Inhaber"]


async def test_one_address_stands_for_one_login(customers: Customers) -> None:
    async with logged_in(customers) as owner:
        for email in (OWNER["email"].upper(), OWNER["email"]):
            taken = await owner.post("/api/accounts", json={"email": email, "name": "X", "role": "staff"})
            assert _kind(taken) == (409, "address-of-another-login")
        for bad in ({"role": "customer"}, {"email": "keine"}, {"name": ""}, {"password": "x"}):
            body = {"email": JANA, "name": "Jana", "role": "staff"} | bad
            assert (await owner.post("/api/accounts", json=body)).status_code == 422
    assert await asked_mails(customers) == []


async def test_another_invitation_ends_the_links_of_the_former(customers: Customers) -> None:
    async with logged_in(customers) as owner:
        body = {"email": JANA, "name": "Jana Becker", "role": "staff"}
        account = (await owner.post("/api/accounts", json=body)).json()
        first = await link_token(customers)
        assert (await owner.post(f"/api/accounts/{account['id']}/invitation")).status_code == 202
        assert (await choose(customers, first)).status_code == 410
        assert (await choose(customers, await link_token(customers))).status_code == 204


async def test_an_account_that_is_switched_off_is_out_at_once(customers: Customers) -> None:
    account = await clerk(customers, JANA)
    url = f"/api/accounts/{account['id']}"
    async with logged_in(customers) as owner, logged_in(customers, JANA, PASSWORD) as jana:
        assert (await owner.patch(url, json={"active": False})).status_code == 428
        off = await owner.patch(url, json={"active": False}, headers={"If-Match": f'"{account["version"]}"'})
        assert (off.status_code, off.json()["state"]) == (200, "inactive")
        stale = await owner.patch(url, json={"active": True}, headers={"If-Match": f'"{account["version"]}"'})
        assert (stale.status_code, stale.json()["current"]["state"]) == (412, "inactive")
        assert (await check(customers, jana)).status_code == 401
        login = {"email": JANA, "password": PASSWORD}
        assert _kind(await customers.outside.post("/api/auth/login", json=login)) == (403, "account-inactive")
        assert _kind(await owner.post(f"{url}/invitation")) == (403, "account-inactive")
        before = await asked_mails(customers)
        await customers.outside.post("/api/auth/password-reset", json={"email": JANA})
        assert await asked_mails(customers) == before
        on = await owner.patch(url, json={"active": True, "name": "Jana B."}, headers={"If-Match": "*"})
        assert on.json()["state"] == "active"
        async with logged_in(customers, JANA, PASSWORD):
            pass
        assert (await owner.delete(url, headers={"If-Match": "*"})).status_code == 204
        assert (await owner.get(url)).status_code == 404
        assert (await customers.outside.post("/api/auth/login", json=login)).status_code == 401


async def test_the_last_owner_stays(customers: Customers) -> None:
    async with logged_in(customers) as owner:
        me = (await owner.get("/api/auth/session")).json()["account_id"]
        url = f"/api/accounts/{me}"
        for change in ({"role": "staff"}, {"active": False}):
            refused = await owner.patch(url, json=change, headers={"If-Match": "*"})
            assert _kind(refused) == (409, "last-owner")
        assert _kind(await owner.delete(url, headers={"If-Match": "*"})) == (409, "last-owner")
        invited = {"email": JANA, "name": "Jana", "role": "owner"}
        assert (await owner.post("/api/accounts", json=invited)).status_code == 201
        assert _kind(await owner.delete(url, headers={"If-Match": "*"})) == (409, "last-owner"), (
            "an owner who has chosen no password yet manages nothing"
        )
        assert (await choose(customers, await link_token(customers))).status_code == 204
        assert (await owner.delete(url, headers={"If-Match": "*"})).status_code == 204


async def test_two_owners_who_remove_each_other_leave_one(customers: Customers) -> None:
    other = await clerk(customers, JANA, "owner")
    async with logged_in(customers) as first, logged_in(customers, JANA, PASSWORD) as second:
        me = (await first.get("/api/auth/session")).json()["account_id"]
        answers = await asyncio.gather(
            first.patch(f"/api/accounts/{other['id']}", json={"role": "staff"}, headers={"If-Match": "*"}),
            second.patch(f"/api/accounts/{me}", json={"role": "staff"}, headers={"If-Match": "*"}),
        )
    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_clerks_reach_neither_accounts_nor_portal(customers: Customers) -> None:
    for path in ("/api/accounts", f"/api/accounts/{uuid4()}", "/api/audit", "/api/portal/me"):
        assert (await customers.desk.get(path)).status_code == 403
    assert (await customers.portal.get("/api/accounts")).status_code == 403


async def test_clerks_learn_what_a_colleague_is_called_and_nothing_else(customers: Customers) -> None:
    account = await clerk(customers, JANA)
    named = await customers.desk.get(f"/api/accounts/{account['id']}/name")
    assert (named.status_code, named.json()) == (200, {"id": account["id"], "name": "Jana Becker"})
    assert (await customers.portal.get(f"/api/accounts/{account['id']}/name")).status_code == 403
    created = await portal_customer(customers)
    async with logged_in(customers, created["email"], PASSWORD) as customer:
        of_customer = (await customer.get("/api/auth/session")).json()["account_id"]
    for unknown in (of_customer, str(uuid4())):
        answer = await customers.desk.get(f"/api/accounts/{unknown}/name")
        assert _kind(answer) == (404, "not-found")


async def test_sessions_are_listed_and_ended(customers: Customers) -> None:
    account = await clerk(customers, JANA)
    async with (
        logged_in(customers) as owner,
        logged_in(customers, JANA, PASSWORD, **{"User-Agent": FIREFOX}) as here,
        logged_in(customers, JANA, PASSWORD) as there,
        logged_in(customers, JANA, PASSWORD) as elsewhere,
    ):
        found: list[dict[str, Any]] = (await here.get("/api/auth/sessions")).json()["items"]
        assert len(found) == 3
        (current,) = [session for session in found if session["current"]]
        assert current["client"] == "Firefox unter Windows"
        theirs = (await there.get("/api/auth/sessions")).json()["items"]
        (third,) = [session["id"] for session in theirs if session["current"]]
        foreign = await owner.delete(f"/api/auth/sessions/{third}")
        assert foreign.status_code == 404, "it is not the owner's own"
        assert (await here.delete(f"/api/auth/sessions/{third}")).status_code == 204
        assert (await check(customers, there)).status_code == 401
        assert (await here.delete("/api/auth/sessions")).status_code == 204
        assert (await check(customers, elsewhere)).status_code == 401
        assert (await check(customers, here)).status_code == 200
        url = f"/api/accounts/{account['id']}/sessions"
        assert len((await owner.get(url)).json()["items"]) == 1
        assert (await owner.delete(url)).status_code == 204
        assert (await check(customers, here)).status_code == 401
        assert (await here.get("/api/auth/sessions")).status_code == 401
        assert (await check(customers, owner)).status_code == 200


async def test_guessing_from_elsewhere_does_not_lock_the_rightful_one_out(customers: Customers) -> None:
    guess = {"email": OWNER["email"], "password": "geraten"}
    for number in range(1, 8):
        for _ in range(7):
            await customers.outside.post(
                "/api/auth/login", json=guess, headers={"X-Forwarded-For": f"203.0.113.{number}"}
            )
    async with logged_in(customers, **{"X-Forwarded-For": "198.51.100.7"}) as owner:
        assert (await owner.get("/api/accounts")).status_code == 200
