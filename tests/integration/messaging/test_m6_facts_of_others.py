"""M6: what another system publishes about a mail counts as far as it can be true, and holds up nothing else."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.integration.messaging.desk import Desk
from tests.support.eventually import eventually

VENDOR = "/relay-vendor"


async def test_g6_a_late_bounce_that_knows_no_version_stores_nothing_of_the_deleted(desk: Desk) -> None:
    customer, message_id = await _accepted(desk)
    await desk.delete(customer)
    await desk.events("erasures", 1)
    await _tell(desk, message_id, customer, email_version=0)
    await _taken_in(desk, 1)
    assert await desk.rows("SELECT id FROM suppressions") == []
    [copy] = await desk.rows("SELECT status, mail_suppressed FROM recipients")
    assert copy == ("deleted", False)


async def test_m6_c11_a_bounce_that_knows_no_version_suppresses_nothing_of_a_merged_customer(
    desk: Desk,
) -> None:
    source, _ = await _accepted(desk)
    survivor = await desk.customer(email="bleibt@example.net")
    await desk.publish(
        "customers", "customer.merged", source, {"customer_id": source, "into": survivor}, sequence=2
    )

    async def merged() -> None:
        assert await desk.rows("SELECT 1 FROM recipients WHERE merged_into IS NOT NULL")

    await eventually(merged)
    await _tell(desk, uuid4(), source, email_version=0)
    await _taken_in(desk, 1)
    assert await desk.rows("SELECT id FROM suppressions") == []


@pytest.mark.parametrize("type", ["bounced", "delivered"])
async def test_m6_a_fact_that_names_anothers_message_says_nothing(desk: Desk, type: str) -> None:
    _, message_id = await _accepted(desk)
    other, _ = await _accepted(desk, email="anders@example.net")
    await _tell(desk, message_id, other, type)
    await _taken_in(desk, 1)
    message = await desk.message(message_id)
    assert (message["status"], len(message["events"])) == ("accepted", 1)
    assert await desk.rows("SELECT id FROM suppressions") == []


@pytest.mark.parametrize("type", ["bounced", "delivered", "failed", "deferred"])
async def test_m6_nothing_is_known_of_a_mail_that_nobody_tried(desk: Desk, type: str) -> None:
    customer = await desk.customer()
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    [taken] = await desk.write(customer, send_at=tomorrow)
    more = {"reason": "mailbox_full"} if type == "bounced" else {"reason": "x"} if type == "failed" else {}
    await _tell(desk, taken["id"], customer, type, **more)
    await _taken_in(desk, 1)
    message = await desk.message(taken["id"])
    assert (message["status"], message["events"]) == ("queued", [])
    assert message["scheduled_for"] is not None


@pytest.mark.parametrize(
    "wrong", [{"at": "2026-11-24T09:00:00"}, {"at": "0001-01-01T00:00:00+14:00"}], ids=["no zone", "long ago"]
)
async def test_m6_g4_a_moment_that_is_none_is_a_dead_letter_and_the_customers_next_fact_counts(
    desk: Desk, wrong: dict[str, str]
) -> None:
    customer, message_id = await _accepted(desk)
    await _tell(desk, message_id, customer, **wrong)
    await _tell(desk, message_id, customer)
    await desk.message_in("bounced", message_id)
    state = (await desk.http.get("/api/ops/messaging")).json()
    assert (state["parked_count"], state["dead_letter_count"]) == (0, 1)


async def test_m6_what_is_told_of_the_future_happened_now(desk: Desk) -> None:
    customer, message_id = await _accepted(desk)
    await _tell(desk, message_id, customer, at="9999-12-31T23:59:59Z")
    message = await desk.message_in("bounced", message_id)
    assert datetime.fromisoformat(message["events"][-1]["at"]) <= datetime.now(UTC)


@pytest.mark.parametrize("words", ["5.1.1\x00", "550 5.1.1 <jana@example.net> unknown user", "x" * 5_000])
async def test_m6_the_words_of_a_server_are_not_kept_for_a_status(desk: Desk, words: str) -> None:
    customer, message_id = await _accepted(desk)
    await _tell(desk, message_id, customer, status=words)
    message = await desk.message_in("bounced", message_id)
    assert message["bounce"] == {"class": "hard", "reason": "address_unknown", "status": None}


async def test_m6_the_words_of_a_server_are_not_kept_for_a_reason(desk: Desk) -> None:
    customer, message_id = await _accepted(desk)
    await _tell(desk, message_id, customer, "failed", reason="554 jana@example.net\x00 is refused")
    assert (await desk.message_in("failed", message_id))["failure"] == "other"


async def _accepted(desk: Desk, **more: Any) -> tuple[UUID, str]:
    customer = await desk.customer(**more)
    [taken] = await desk.write(customer)
    await desk.message_in("accepted", taken["id"])
    return customer, taken["id"]


async def _tell(
    desk: Desk, message_id: str | UUID, customer_id: UUID, type: str = "bounced", **more: Any
) -> None:
    data: dict[str, Any] = {
        "message_id": message_id,
        "customer_id": customer_id,
        "email_version": 1,
        "at": datetime.now(UTC),
    }
    if type == "bounced":
        data |= {"class": "hard", "reason": "address_unknown", "status": "5.1.1"}
    about = UUID(str(message_id))
    await desk.publish("mail", f"mail.{type}", about, data | more, key=customer_id, source=VENDOR)


async def _taken_in(desk: Desk, count: int) -> None:
    async def look() -> None:
        rows = await desk.rows(f"SELECT 1 FROM inbox WHERE source = '{VENDOR}'")
        assert len(rows) == count

    await eventually(look)
