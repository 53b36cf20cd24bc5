"""M6 with a real relay: Debian's Postfix takes our mails and reports on them to our intake."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest

from deploy.local.ports import free_port
from tests.integration.messaging.conftest import Runs
from tests.integration.messaging.desk import Desk
from tests.support.eventually import eventually
from tests.support.mail_servers import needs_mail_servers
from tests.support.mail_servers.postfix import LOCAL, MAILBOXES, postfix
from tests.support.smtp_sink import Sink

pytestmark = needs_mail_servers

REMOTE = "example.net"
OverPostfix = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
def over_postfix(runs: Runs, relay: Sink) -> OverPostfix:
    """Runs the service with Postfix as its relay; `relay` is the server of REMOTE then."""

    @asynccontextmanager
    async def run(**more: Any) -> AsyncIterator[Desk]:
        intake_port = free_port()
        async with (
            postfix(
                free_port(),
                remote=REMOTE,
                remote_port=relay.port,
                bounces="bounces.schule.example",
                intake_port=intake_port,
                **more,
            ) as server,
            runs(smtp_url=server.url, bounce_intake_port=intake_port) as desk,
        ):
            yield desk

    return run


async def test_m6_postfix_reports_an_unknown_local_user(over_postfix: OverPostfix) -> None:
    async with over_postfix() as desk:
        message = await _written_to(desk, f"niemand@{LOCAL}", "bounced")
    assert message["bounce"] == {"class": "hard", "reason": "address_unknown", "status": "5.1.1"}
    assert _happened(message) == ["accepted", "bounced"]


@pytest.mark.parametrize(
    ("stage", "answer", "bounce"),
    [
        (
            "rcpt",
            "550 5.1.1 <jana@example.net>: Recipient address rejected: User unknown",
            {"class": "hard", "reason": "address_unknown", "status": "5.1.1"},
        ),
        (
            "rcpt",
            "552 5.2.2 Mailbox is full, quota exceeded",
            {"class": "soft", "reason": "mailbox_full", "status": "5.2.2"},
        ),
        (
            "data",
            "550 5.7.1 Message refused by our security policy",
            {"class": "block", "reason": "policy", "status": "5.7.1"},
        ),
        (
            "data",
            "554 5.7.1 Message classified as spam",
            {"class": "block", "reason": "spam", "status": "5.7.1"},
        ),
    ],
    ids=["unknown", "full", "policy", "spam"],
)
async def test_m6_postfix_reports_what_the_next_server_refused(
    over_postfix: OverPostfix, relay: Sink, stage: str, answer: str, bounce: dict[str, str]
) -> None:
    relay.answers[stage] = [answer]
    async with over_postfix() as desk:
        message = await _written_to(desk, f"jana@{REMOTE}", "bounced")
    assert message["bounce"] == bounce
    assert _happened(message) == ["accepted", "bounced"]


async def test_m6_postfix_tells_of_a_delay_and_then_gives_up(over_postfix: OverPostfix, relay: Sink) -> None:
    relay.answers["rcpt"] = ["450 4.7.1 Greylisted, please try again later"] * 100
    async with over_postfix(lifetime=4) as desk:
        message = await _written_to(desk, f"jana@{REMOTE}", "bounced", within=30)
    assert message["bounce"] == {"class": "soft", "reason": "expired", "status": "4.7.1"}
    assert _happened(message) == ["accepted", "bounced", "deferred"]


async def test_m6_postfix_tells_of_the_delivery(over_postfix: OverPostfix) -> None:
    async with over_postfix() as desk:
        message = await _written_to(desk, f"jana@{MAILBOXES}", "delivered")
    assert message["bounce"] is None
    assert _happened(message) == ["accepted", "delivered"]


async def test_m6_relayed_is_not_called_delivered(over_postfix: OverPostfix, relay: Sink) -> None:
    async with over_postfix() as desk:
        customer = await desk.customer(email=f"jana@{REMOTE}")
        [taken] = await desk.write(customer)
        await desk.mail()

        async def reported() -> None:
            assert await desk.rows("SELECT raw, kind FROM reports") == [(None, "other")]

        await eventually(reported)
        message = await desk.message(taken["id"])
    assert message["status"] == "accepted"
    assert [event["type"] for event in message["events"]] == ["accepted"]


async def _written_to(desk: Desk, email: str, status: str, *, within: float = 15.0) -> dict[str, Any]:
    """The message to the customer with that address, once it has that status."""
    customer = await desk.customer(email=email)
    [taken] = await desk.write(customer)
    return await desk.message_in(status, taken["id"], within=within)


def _happened(message: dict[str, Any]) -> list[str]:
    """Each once, in whatever order: a report may be quicker than the sender, who is still writing down the 250."""
    return sorted(event["type"] for event in message["events"])
