"""M5: a newsletter needs consent by the double opt-in mail, and ends with one click."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from chassis.ids import new_id
from messaging.domain.newsletter import WORDINGS
from tests.integration.messaging.desk import Desk
from tests.integration.messaging.test_c11_merged_customers import merge
from tests.integration.messaging.test_g6_purge import everything_in
from tests.integration.messaging.test_m4_suppressions import bounced, suppressed, suppressions
from tests.support.eventually import eventually
from tests.support.smtp_sink import TakenMail

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


async def asked_to_confirm(desk: Desk, customer: UUID, *, version: int = 1) -> UUID:
    """customers asks for the double opt-in mail."""
    request_id = uuid4()
    data = {
        "request_id": request_id,
        "template": "newsletter_confirmation",
        "account_id": None,
        "customer_id": customer,
        "customer_version": version,
    }
    await desk.publish("mail-requests", "mail.requested", request_id, data, key=customer)
    return request_id


async def newsletter(desk: Desk, *customers: UUID) -> list[dict[str, Any]]:
    """Sends a newsletter to customers, as a broadcast does."""
    taken = []
    for customer in customers:
        [message] = await desk.write(customer, channel="portal")
        async with desk.database.transaction() as session:
            await session.execute(
                text(
                    """UPDATE messages SET channel = 'email', kind = 'newsletter', status = 'queued', sent_at = NULL,
                    next_attempt_at = now() WHERE id = CAST(:id AS uuid)"""
                ),
                {"id": message["id"]},
            )
        taken.append(message)
    return taken


def text_of(mail: TakenMail) -> str:
    """What the mail says."""
    body = mail.message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def confirm_token(mail: TakenMail) -> str:
    """The token of the link in the double opt-in mail."""
    [token] = re.findall(r"http://localhost:8080/newsletter/bestaetigen\?t=([\w-]+)", text_of(mail))
    return str(token)


def unsubscribe_token(mail: TakenMail) -> str:
    """The token of the header that a mail program posts to."""
    [token] = re.findall(
        r"^<http://localhost:8080/api/public/newsletter/([\w-]{43})>$", mail.message["List-Unsubscribe"]
    )
    return str(token)


async def _shown(desk: Desk, token: str) -> dict[str, Any]:
    answer = await desk.anybody.get(f"/api/public/newsletter/{token}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def _newsletter_events(desk: Desk, count: int) -> list[dict[str, Any]]:
    events = await desk.events("mail", count)
    return [event for event in events if event["type"].startswith("newsletter.")]


async def test_m5_the_double_opt_in_mail_confirms_once(desk: Desk) -> None:
    customer = await desk.customer(newsletter_state="requested", email_version=3)
    await asked_to_confirm(desk, customer)
    mail = await desk.mail()
    assert WORDINGS["1-de"] in text_of(mail).replace("\n", " ")
    assert mail.message["List-Unsubscribe"] is None
    token = confirm_token(mail)
    for _ in range(3):
        assert await _shown(desk, token) == {
            "purpose": "confirm",
            "state": "open",
            "provider": "Schwimmschule Süd",
        }
    for _ in range(2):
        answer = await desk.anybody.post(f"/api/public/newsletter/{token}")
        assert (answer.status_code, answer.json()["state"]) == (200, "done")
    assert (await _shown(desk, token))["state"] == "done"
    [event] = await _newsletter_events(desk, 2)
    [message] = (await desk.http.get("/api/messages", params={"kind": "system"})).json()["items"]
    assert (event["type"], event["key"], event["subject"]) == (
        "newsletter.confirmed",
        str(customer),
        str(customer),
    )
    assert event["data"].pop("at").endswith("Z")
    assert event["data"] == {
        "message_id": message["id"],
        "customer_id": str(customer),
        "email_version": 3,
        "how": "double_opt_in",
        "wording_id": "1-de",
    }
    single = await desk.message(message["id"])
    assert token not in single["body"]
    assert "[einmaliger Link]" in single["body"]
    assert token not in await everything_in(desk)


async def test_m5_the_mail_is_english_for_english_readers(desk: Desk) -> None:
    customer = await desk.customer(newsletter_state="requested", language="en")
    await asked_to_confirm(desk, customer)
    mail = await desk.mail()
    assert mail.message["Subject"] == "Please confirm: our newsletter"
    assert WORDINGS["1-en"] in text_of(mail).replace("\n", " ")


async def test_m5_the_mail_goes_out_once_for_a_request_and_not_for_each_snapshot(desk: Desk) -> None:
    customer = await desk.customer(newsletter_state="requested")
    desk.relay.answers["data"] = ["451 4.7.1 Greylisted"]
    request_id = await asked_to_confirm(desk, customer)

    async def put_off() -> None:
        found = (await desk.http.get("/api/messages", params={"customer_id": str(customer)})).json()["items"]
        assert [message["status"] for message in found] == ["deferred"]

    await eventually(put_off)
    await asked_to_confirm(desk, customer)
    data = {"request_id": request_id, "template": "newsletter_confirmation", "customer_id": customer}
    await desk.publish("mail-requests", "mail.requested", request_id, data, key=customer)
    for _ in range(2):
        await desk.customer(customer, type="updated", newsletter_state="requested")
    [other] = await desk.write(await desk.customer())
    await desk.message_in("accepted", other["id"])
    found = (await desk.http.get("/api/messages", params={"customer_id": str(customer)})).json()["items"]
    assert len(found) == 1
    await desk.send_now(found[0]["id"])
    await desk.message_in("accepted", found[0]["id"])
    assert [mail.recipient for mail in desk.relay.mails].count("jana.muster@example.net") == 2


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ({"status": "blocked"}, "blocked"),
        ({"email_is_placeholder": True}, "placeholder"),
        ({"newsletter_state": "none"}, "obsolete"),
        ({"newsletter_state": "confirmed"}, "obsolete"),
    ],
)
async def test_m5_nobody_is_asked_who_must_not_be_or_need_not(
    desk: Desk, state: dict[str, Any], reason: str
) -> None:
    customer = await desk.customer(**({"newsletter_state": "requested"} | state))
    await asked_to_confirm(desk, customer)

    async def look() -> None:
        found = (await desk.http.get("/api/messages", params={"customer_id": str(customer)})).json()["items"]
        assert [item["suppressed_reason"] for item in found] == [reason]

    await eventually(look)
    assert desk.relay.mails == []


async def test_m5_m4_a_suppressed_address_is_not_asked(desk: Desk) -> None:
    customer = await desk.customer(newsletter_state="requested")
    await desk.write(customer, channel="portal")
    await bounced(desk, customer, "address_unknown")
    await suppressed(desk, customer)
    await asked_to_confirm(desk, customer)

    async def look() -> None:
        found = (await desk.http.get("/api/messages", params={"reason": "suppressed"})).json()["items"]
        assert len(found) == 1

    await eventually(look)
    assert desk.relay.mails == []


async def test_m5_a_link_is_void_with_its_address_and_after_thirty_days(desk: Desk) -> None:
    customer = await desk.customer(newsletter_state="requested")
    other = await desk.customer(newsletter_state="requested", email="olaf@example.net")
    for asked in (customer, other):
        await asked_to_confirm(desk, asked)
    await desk.mail(2)
    tokens = {mail.recipient: confirm_token(mail) for mail in desk.relay.mails}
    await desk.customer(
        customer, type="updated", newsletter_state="requested", email="neu@example.net", email_version=2
    )
    async with desk.database.transaction() as session:
        await session.execute(
            text("UPDATE newsletter_links SET expires_at = now() WHERE customer_id = :id"), {"id": other}
        )

    async def look() -> None:
        for token in tokens.values():
            assert (await _shown(desk, token))["state"] == "expired"
            refused = await desk.anybody.post(
                f"/api/public/newsletter/{token}", headers={"Accept-Language": "de"}
            )
            assert (refused.status_code, refused.json()["title"]) == (410, "Dieser Link gilt nicht mehr")

    await eventually(look)
    assert await suppressions(desk) == []


async def test_m5_one_click_unsubscribes_and_opening_the_link_does_not(desk: Desk) -> None:
    customer = await desk.customer(newsletter_state="confirmed")
    other = await desk.customer(newsletter_state="confirmed", email="olaf@example.net")
    [taken, _] = await newsletter(desk, customer, other)
    await desk.mail(2)
    mail = next(mail for mail in desk.relay.mails if mail.recipient == "jana.muster@example.net")
    assert mail.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    token = unsubscribe_token(mail)
    for _ in range(3):
        assert (await _shown(desk, token))["state"] == "open"
    assert await suppressions(desk) == []
    for _ in range(2):
        answer = await desk.anybody.post(f"/api/public/newsletter/{token}", data=ONE_CLICK)
        assert (answer.status_code, answer.json()) == (
            200,
            {"purpose": "unsubscribe", "state": "done", "provider": "Schwimmschule Süd"},
        )
    assert (await _shown(desk, token))["state"] == "done"
    [found] = await suppressions(desk)
    assert (found["customer_id"], found["scope"], found["reason"], found["message_id"]) == (
        str(customer),
        "newsletter",
        "unsubscribed",
        taken["id"],
    )
    [event] = await _newsletter_events(desk, 3)
    assert event["type"] == "newsletter.unsubscribed"
    assert set(event["data"]) == {"message_id", "customer_id", "email_version", "at"}


async def test_m5_only_a_confirmation_lifts_an_unsubscribe(desk: Desk) -> None:
    customer = await desk.customer(newsletter_state="confirmed")
    await newsletter(desk, customer)
    token = unsubscribe_token(await desk.mail())
    await desk.anybody.post(f"/api/public/newsletter/{token}", data=ONE_CLICK)
    [found] = await suppressions(desk, active=True)
    lift = await desk.http.post(f"/api/suppressions/{found['id']}/lift")
    assert (lift.status_code, lift.json()["type"]) == (409, "urn:stammkunde:problem:needs-confirmation")
    # A snapshot that claims consent changes nothing.
    await desk.customer(customer, type="updated", newsletter_state="confirmed", email_version=2)
    [stopped] = await newsletter(desk, customer)
    message = await desk.message_in("suppressed", stopped["id"])
    assert message["suppressed_reason"] == "no_consent"
    # Invoices and what a clerk writes go out.
    [written] = await desk.write(customer)
    await desk.message_in("accepted", written["id"])
    # The customer changes their mind.
    await desk.customer(customer, type="updated", newsletter_state="requested", email_version=2)
    await asked_to_confirm(desk, customer, version=3)
    again = confirm_token(await desk.mail(3))
    assert (await desk.anybody.post(f"/api/public/newsletter/{again}")).status_code == 200
    assert await suppressions(desk, active=True) == []
    await desk.customer(customer, type="updated", newsletter_state="confirmed", email_version=2)

    async def consents() -> None:
        [copy] = await desk.rows("SELECT newsletter_state FROM recipients")
        assert copy.newsletter_state == "confirmed"

    await eventually(consents)
    [sent] = await newsletter(desk, customer)
    assert (await desk.message_in("accepted", sent["id"]))["sent_at"]
    assert (await _shown(desk, token))["state"] == "open"
    await desk.anybody.post(f"/api/public/newsletter/{token}")
    assert (await _shown(desk, again))["state"] == "expired"


async def test_m5_what_waits_when_the_customer_unsubscribes_is_not_sent(desk: Desk) -> None:
    customer = await desk.customer(newsletter_state="confirmed")
    [first] = await newsletter(desk, customer)
    token = unsubscribe_token(await desk.mail())
    await desk.message_in("accepted", first["id"])
    desk.relay.answers["data"] = ["451 4.7.1 Greylisted"]
    [waiting] = await newsletter(desk, customer)
    await desk.message_in("deferred", waiting["id"])
    await desk.anybody.post(f"/api/public/newsletter/{token}", data=ONE_CLICK)
    await desk.send_now(waiting["id"])
    assert (await desk.message_in("suppressed", waiting["id"]))["suppressed_reason"] == "no_consent"


async def test_m5_c11_a_link_to_a_merged_customer_unsubscribes_the_survivor(desk: Desk) -> None:
    source = await desk.customer(newsletter_state="confirmed")
    survivor = await desk.customer(newsletter_state="confirmed", email="bleibt@example.net")
    await newsletter(desk, source)
    token = unsubscribe_token(await desk.mail())
    await merge(desk, source, survivor)

    async def is_merged() -> None:
        [taken] = await desk.write(source, channel="portal")
        assert taken["customer_id"] == str(survivor)

    await eventually(is_merged)
    await desk.anybody.post(f"/api/public/newsletter/{token}", data=ONE_CLICK)
    found = await suppressions(desk, active=True)
    assert {one["customer_id"] for one in found} == {str(source), str(survivor)}
    [event] = await _newsletter_events(desk, 2)
    assert event["data"]["customer_id"] == str(survivor)
    # The merge is taken back, with the consent of before: whoever has unsubscribed gets none all the same.
    await desk.customer(source, type="updated", newsletter_state="confirmed")

    async def is_parted() -> None:
        [taken] = await desk.write(source, channel="portal")
        assert taken["customer_id"] == str(source)

    await eventually(is_parted)
    [stopped] = await newsletter(desk, source)
    assert (await desk.message_in("suppressed", stopped["id"]))["suppressed_reason"] == "no_consent"
    assert len(desk.relay.mails) == 1


@pytest.mark.parametrize("token", ["x", "x" * 43, "x" * 5000, "ä"])
async def test_m5_an_unknown_token_is_a_problem_in_german(desk: Desk, token: str) -> None:
    for method in ("GET", "POST"):
        answer = await desk.anybody.request(
            method, f"/api/public/newsletter/{token}", headers={"Accept-Language": "de"}
        )
        assert (answer.status_code, answer.json()["title"]) == (404, "Diesen Link gibt es nicht")


async def test_m5_who_tries_many_tokens_has_to_wait(desk: Desk) -> None:
    for number in range(30):
        assert (await desk.anybody.get(f"/api/public/newsletter/{number:043}")).status_code == 404
    slowed = await desk.anybody.get(f"/api/public/newsletter/{1:043}")
    assert (slowed.status_code, slowed.headers["retry-after"]) == (429, "60")
    elsewhere = {"X-Forwarded-For": "203.0.113.7"}
    answer = await desk.anybody.get(f"/api/public/newsletter/{1:043}", headers=elsewhere)
    assert answer.status_code == 404


async def test_g6_a_deleted_customers_links_are_unknown(desk: Desk) -> None:
    customer = await desk.customer(newsletter_state="confirmed")
    await newsletter(desk, customer)
    token = unsubscribe_token(await desk.mail())
    await desk.delete(customer)
    await desk.events("erasures", 1)
    for method in ("GET", "POST"):
        assert (await desk.anybody.request(method, f"/api/public/newsletter/{token}")).status_code == 404
    async with desk.database.reading() as session:
        assert await session.scalar(text("SELECT count(*) FROM newsletter_links")) == 0


async def test_m5_confirming_and_a_deletion_at_once_leave_nothing(desk: Desk) -> None:
    customer = await desk.customer(newsletter_state="requested", email="kanari@example.net")
    await asked_to_confirm(desk, customer)
    token = confirm_token(await desk.mail())
    await desk.delete(customer)
    answer = await desk.anybody.post(f"/api/public/newsletter/{token}")
    assert answer.status_code in (200, 404)
    await desk.events("erasures", 1)
    left = await everything_in(desk)
    assert "kanari" not in left
    assert await suppressions(desk) == []


async def test_m5_a_customer_that_customers_merged_is_not_asked(desk: Desk) -> None:
    source, survivor = await desk.customer(newsletter_state="requested"), await desk.customer()
    await merge(desk, source, survivor)
    request_id = new_id()
    data = {"request_id": request_id, "template": "newsletter_confirmation", "customer_id": source}
    await desk.publish("mail-requests", "mail.requested", request_id, data, key=source)

    async def look() -> None:
        found = (await desk.http.get("/api/messages", params={"reason": "obsolete"})).json()["items"]
        assert len(found) == 1

    await eventually(look)
    assert desk.relay.mails == []
