"""Invited by mail, logged in, blocked: C9, C12, P1 through gateway, Kafka and SMTP of a running system."""

import asyncio
import time
from contextlib import ExitStack
from typing import Any
from uuid import uuid4

import httpx

from tests.integration.system.invitations import PASSWORD, invited_customer, mail_to, text_of, token_of
from tests.support.eventually import eventually
from tests.support.processes import stopped
from tests.support.system import RunningSystem


async def test_c9_p1_a_customer_is_invited_logs_in_and_is_out_at_once_when_blocked(
    desk: httpx.AsyncClient, system: RunningSystem
) -> None:
    customer_id, email = await invited_customer(desk)
    mail = await mail_to(system, email, "Ihr Zugang zum Kundenportal")
    token = token_of(mail)

    async def accepted() -> Any:
        messages = (await desk.get("/api/messages", params={"customer_id": customer_id})).json()["items"]
        assert [(message["kind"], message["status"]) for message in messages] == [("system", "accepted")]
        return messages

    messages = await eventually(accepted)
    kept = (await desk.get(f"/api/messages/{messages[0]['id']}")).json()
    assert "[einmaliger Link]" in kept["body"]
    assert token not in str(kept)

    async with httpx.AsyncClient(base_url=system.url, timeout=30) as portal:
        chosen = {"token": token, "password": PASSWORD}
        assert (await portal.post("/api/auth/password", json=chosen)).status_code == 204
        again = await portal.post("/api/auth/password", json=chosen)
        assert (again.status_code, again.json()["type"].rsplit(":")[-1]) == (410, "link-no-longer-valid")
        login = {"email": email, "password": PASSWORD}
        assert (await portal.post("/api/auth/login", json=login)).json()["role"] == "customer"
        assert (await portal.get("/api/portal/me")).json()["email"] == email
        assert (await portal.get("/api/customers")).status_code == 403

        blocked = await desk.post(f"/api/customers/{customer_id}/block", json={"reason": "unbezahlt"})
        assert blocked.status_code == 200
        assert (await portal.get("/api/portal/me")).status_code == 401
        refused = await portal.post("/api/auth/login", json=login)
        assert (refused.status_code, refused.json()["title"]) == (403, "Ihr Konto ist gesperrt")
        assert "Kursanbieter" in refused.json()["detail"]
        wrong = await portal.post("/api/auth/login", json={**login, "password": "geraten"})
        assert wrong.status_code == 401

        assert (await desk.post(f"/api/customers/{customer_id}/unblock")).status_code == 200
        assert (await portal.post("/api/auth/login", json=login)).status_code == 200
    assert [place for place in system.places_that_hold(token) if "mail-catcher" not in place] == []


async def test_c9_m4_who_is_blocked_before_the_mail_leaves_gets_no_link(
    desk: httpx.AsyncClient, system: RunningSystem
) -> None:
    with stopped(system.pid("messaging worker")):
        customer_id, email = await invited_customer(desk)
        await desk.post(f"/api/customers/{customer_id}/block", json={"reason": "unbezahlt"})

    async def suppressed() -> None:
        found = (await desk.get("/api/messages", params={"customer_id": customer_id})).json()["items"]
        assert [m["status"] for m in found] == ["suppressed"]
        assert found[0]["suppressed_reason"] in ("blocked", "obsolete")

    await eventually(suppressed, within=30)
    assert not _has_mail(system, email)


async def test_a_mail_waits_while_customers_is_away_and_carries_a_fresh_link_then(
    desk: httpx.AsyncClient, system: RunningSystem
) -> None:
    with ExitStack() as until_customers_is_away:
        until_customers_is_away.enter_context(stopped(system.pid("messaging worker")))
        _, email = await invited_customer(desk)
        with stopped(system.pid("customers api")):
            until_customers_is_away.close()
            until = time.monotonic() + 4
            while time.monotonic() < until:
                assert not _has_mail(system, email)
                await asyncio.sleep(0.2)
    mail = await mail_to(system, email, "Ihr Zugang zum Kundenportal")
    async with httpx.AsyncClient(base_url=system.url, timeout=30) as portal:
        chosen = {"token": token_of(mail), "password": PASSWORD}
        assert (await portal.post("/api/auth/password", json=chosen)).status_code == 204


async def test_a_clerk_is_invited_in_their_language_and_leaves_nothing_in_messaging(
    desk: httpx.AsyncClient, system: RunningSystem
) -> None:
    email = f"{uuid4().hex}@example.org"
    clerk = {"email": email, "name": "Jana Becker", "role": "staff", "language": "en"}
    invited = await desk.post("/api/accounts", json=clerk)
    assert (invited.status_code, invited.json()["state"]) == (201, "invited")
    mail = await mail_to(system, email, "Your account")
    assert "Jana Becker" in str(mail["To"])
    async with httpx.AsyncClient(base_url=system.url, timeout=30) as client:
        chosen = {"token": token_of(mail), "password": PASSWORD}
        assert (await client.post("/api/auth/password", json=chosen)).status_code == 204
        assert (await client.post("/api/auth/login", json={"email": email, "password": PASSWORD})).is_success
        assert (await client.get("/api/customers")).status_code == 200
        assert (await client.get("/api/accounts")).status_code == 403
        assert (await client.post("/api/auth/password-reset", json={"email": email})).status_code == 202
        reset = await mail_to(system, email, "Choose a new password")
        chosen = {"token": token_of(reset), "password": PASSWORD + " und Tag"}
        assert (await client.post("/api/auth/password", json=chosen)).status_code == 204
        assert (await client.get("/api/customers")).status_code == 401
    changed = await mail_to(system, email, "Your password was changed")
    assert "token" not in text_of(changed)
    assert [place for place in system.places_that_hold(email) if place != "database customers"] == []


def _has_mail(system: RunningSystem, email: str) -> bool:
    try:
        system.caught_mail(to=email)
    except AssertionError:
        return False
    return True
