"""Invitations and password resets: links that are made when the mail leaves, good once and for half an hour."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from chassis.http.service_calls import service_token
from customers.adapters.account_tables import MailRequestRow
from customers.entrypoints.http.accounts import passwords
from tests.integration.customers.conftest import OWNER, Customers
from tests.integration.customers.logins import (
    PASSWORD,
    asked_mails,
    check,
    choose,
    clerk,
    fetch,
    link_token,
    logged_in,
    portal_customer,
)

JANA = "jana@schwimmschule.example"


def _kind(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rpartition(":")[2]


async def test_the_request_names_ids_and_the_link_is_in_no_table(customers: Customers) -> None:
    created = await customers.create()
    await customers.desk.post(f"/api/customers/{created['id']}/portal-account")
    ((headers, asked),) = await customers.told("mail-requests")
    assert headers["ce_type"] == "mail.requested"
    assert asked["customer_id"] == created["id"]
    assert (asked["template"], asked["customer_version"]) == ("portal_invitation", 1)
    assert created["email"] not in str(asked)
    token = await link_token(customers)
    assert token not in str(await customers.dump())
    content = (await fetch(customers, asked["request_id"])).json()
    assert (content["email"], content["name"]) == (None, None), "messaging has its own copy of customers"


async def test_a_staff_mail_is_fetched_with_address_and_language(customers: Customers) -> None:
    async with logged_in(customers) as owner:
        body = {"email": JANA, "name": "Jana Becker", "role": "staff", "language": "en"}
        assert (await owner.post("/api/accounts", json=body)).json()["state"] == "invited"
    (asked,) = await asked_mails(customers)
    assert (asked["template"], asked["customer_id"]) == ("invitation", None)
    content = (await fetch(customers, asked["request_id"])).json()
    assert (content["email"], content["language"]) == (JANA, "en")


async def test_only_messaging_fetches_and_only_what_was_asked_for(customers: Customers) -> None:
    await portal_customer(customers)
    path = f"/private/mail-requests/{(await asked_mails(customers))[0]['request_id']}"
    assert (await customers.private.get(path)).status_code == 401
    token = service_token(customers.environment.service_token_key, "billing", "customers")
    other = await customers.private.get(path, headers={"Authorization": f"Bearer {token}"})
    assert other.status_code == 403
    assert (await fetch(customers, str(uuid4()))).status_code == 410
    assert (await customers.desk.get(path)).status_code == 404


async def test_a_link_is_good_once(customers: Customers) -> None:
    created = await customers.create()
    await customers.desk.post(f"/api/customers/{created['id']}/portal-account")
    token = await link_token(customers)
    answers = await asyncio.gather(*(choose(customers, token) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [204, 410, 410]
    assert _kind(await choose(customers, "erfunden")) == (410, "link-no-longer-valid")


async def test_a_second_fetch_of_the_same_request_ends_the_first_link(customers: Customers) -> None:
    created = await customers.create()
    await customers.desk.post(f"/api/customers/{created['id']}/portal-account")
    first, second = await link_token(customers), await link_token(customers)
    assert (await choose(customers, first)).status_code == 410
    assert (await choose(customers, second)).status_code == 204


async def test_a_link_ends_after_half_an_hour(customers: Customers) -> None:
    created = await customers.create()
    await customers.desk.post(f"/api/customers/{created['id']}/portal-account")
    token = await link_token(customers)
    async with customers.database.transaction() as session:
        expires_at = await session.scalar(select(func.max(MailRequestRow.expires_at)))
        assert expires_at is not None
        assert timedelta(minutes=29) < expires_at - datetime.now(UTC) <= timedelta(minutes=30)
        await session.execute(update(MailRequestRow).values(expires_at=datetime.now(UTC)))
    assert (await choose(customers, token)).status_code == 410


async def test_c12_a_link_does_not_outlive_the_address_it_went_to(customers: Customers) -> None:
    created = await customers.create()
    await customers.desk.post(f"/api/customers/{created['id']}/portal-account")
    token = await link_token(customers)
    changed = await customers.desk.patch(
        f"/api/customers/{created['id']}",
        json={"email": f"{uuid4().hex}@example.org"},
        headers={"If-Match": "*"},
    )
    assert changed.status_code == 200
    assert (await choose(customers, token)).status_code == 410


@pytest.mark.parametrize("password", ["kurz", "passwort123", "aaaaaaaaaaaa", "jana@schwimmschule.example"])
async def test_a_password_that_is_guessed_soon_is_refused_and_the_link_stays_good(
    customers: Customers, password: str
) -> None:
    async with logged_in(customers) as owner:
        await owner.post("/api/accounts", json={"email": JANA, "name": "Jana Becker", "role": "staff"})
    token = await link_token(customers)
    refused = await choose(customers, token, password)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "password_too_weak")
    assert refused.json()["errors"][0]["field"] == "password"
    assert (await choose(customers, token, "x" * 1_001)).status_code == 422
    assert (await choose(customers, token)).status_code == 204


async def test_a_new_password_ends_the_sessions_and_is_told_by_mail(customers: Customers) -> None:
    await clerk(customers, JANA)
    assert [mail["template"] for mail in await asked_mails(customers)] == ["invitation"]
    async with logged_in(customers, JANA, PASSWORD) as jana:
        await customers.outside.post("/api/auth/password-reset", json={"email": JANA.upper()})
        assert (await choose(customers, await link_token(customers), PASSWORD + "!")).status_code == 204
        assert (await check(customers, jana)).status_code == 401
    mails = await asked_mails(customers)
    assert [mail["template"] for mail in mails] == ["invitation", "password_reset", "password_changed"]
    assert (await fetch(customers, mails[-1]["request_id"])).json()["link"] is None
    async with logged_in(customers, JANA, PASSWORD + "!"):
        pass


async def test_a_reset_says_to_nobody_whether_the_address_is_known(
    customers: Customers, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = 1.0  # a wide one: that an answer leaves in the first half of it can be told on a busy machine too
    monkeypatch.setattr(passwords, "ANSWERED_EACH_S", step)
    took: dict[str, list[float]] = {OWNER["email"]: [], "niemand@example.org": []}
    answers = set()
    for _ in range(3):
        for email, times in took.items():
            began = time.perf_counter()
            answer = await customers.outside.post("/api/auth/password-reset", json={"email": email})
            times.append(time.perf_counter() - began)
            answers.add((answer.status_code, answer.content))
    assert answers == {(202, b"null")}
    for times in took.values():
        assert min(times) >= step
        assert min(time % step for time in times) < step / 2, "answers leave in steps"
    assert len(await asked_mails(customers)) == 3


async def test_nobodys_mailbox_is_filled_with_resets(customers: Customers) -> None:
    await clerk(customers, JANA)

    async def reset(number: int, email: str = JANA, address: str | None = None) -> None:
        headers = {"X-Forwarded-For": address or f"203.0.113.{number}"}
        answer = await customers.outside.post(
            "/api/auth/password-reset", json={"email": email}, headers=headers
        )
        assert answer.status_code == 202

    await asyncio.gather(*(reset(number) for number in range(8)))
    asked = [mail["template"] for mail in await asked_mails(customers)]
    assert asked.count("password_reset") == 3
    for _ in range(21):
        await reset(0, "niemand@example.org", "198.51.100.1")
    before = len(await asked_mails(customers))
    await reset(0, OWNER["email"], "198.51.100.1")
    assert len(await asked_mails(customers)) == before, "this network address has asked too often"
    await reset(0, OWNER["email"], "198.51.100.2")
    assert len(await asked_mails(customers)) == before + 1
