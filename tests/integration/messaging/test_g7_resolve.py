"""G7: a person says what became of a mail that nobody knew of."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from tests.integration.messaging.desk import Desk
from tests.support.eventually import eventually


async def uncertain(desk: Desk) -> dict[str, Any]:
    """A message of which nobody knows whether the relay has it: the sender vanished meanwhile."""
    customer = await desk.customer(email_version=4)
    [taken] = await desk.write(customer)
    await desk.message_in("accepted", taken["id"])
    async with desk.database.transaction() as session:
        await session.execute(text("UPDATE messages SET status = 'uncertain', sent_at = NULL"))
        await session.execute(text("UPDATE attempts SET result = 'uncertain'"))
        await session.execute(text("DELETE FROM message_events"))
    return await desk.message(taken["id"])


async def _resolve(desk: Desk, message_id: str, outcome: str, **headers: str) -> Any:
    return await desk.http.post(
        f"/api/messages/{message_id}/resolve", json={"outcome": outcome}, headers=headers
    )


@pytest.mark.parametrize(
    ("outcome", "status", "type"),
    [("sent", "accepted", "mail.accepted"), ("not_sent", "failed", "mail.failed")],
)
async def test_g7_a_person_resolves_an_uncertain_mail_once(
    desk: Desk, outcome: str, status: str, type: str
) -> None:
    message = await uncertain(desk)
    answer = await _resolve(desk, message["id"], outcome, **{"If-Match": f'"{message["version"]}"'})
    assert answer.status_code == 200, answer.text
    resolved = answer.json()
    assert (resolved["status"], resolved["failure"]) == (status, "not_sent" if status == "failed" else None)
    # It was sent when it was tried, not when somebody found out.
    assert resolved["sent_at"] == (resolved["attempts"][0]["started_at"] if outcome == "sent" else None)
    [event] = resolved["events"]
    assert event["type"] == status
    assert event["by"] is not None
    assert answer.headers["etag"] == f'"{message["version"] + 1}"'
    [_, told] = await desk.events("mail", 2)
    assert (told["type"], told["subject"], told["key"]) == (type, message["id"], message["customer_id"])
    assert told["data"]["email_version"] == 4
    again = await _resolve(desk, message["id"], "sent")
    assert (again.status_code, again.json()["type"]) == (409, "urn:stammkunde:problem:not-uncertain")
    # What was told comes back by the topic and changes nothing.
    [other] = await desk.write(await desk.customer())
    await desk.message_in("accepted", other["id"])
    later = await desk.message(message["id"])
    assert (later["status"], len(later["events"])) == (status, 1)
    assert len(desk.relay.mails) == 2


async def test_g7_only_what_is_uncertain_is_resolved_and_only_by_who_has_seen_it(desk: Desk) -> None:
    [taken] = await desk.write(await desk.customer())
    await desk.message_in("accepted", taken["id"])
    assert (await _resolve(desk, taken["id"], "not_sent")).status_code == 409
    assert (await _resolve(desk, taken["id"], "perhaps")).status_code == 422
    assert (await _resolve(desk, str(uuid4()), "sent")).status_code == 404
    assert (await _resolve(desk, taken["id"], "sent", **{"If-Match": '"1"'})).status_code == 412


async def test_g7_a_deferral_of_an_earlier_attempt_leaves_it_to_a_person(desk: Desk) -> None:
    message = await uncertain(desk)
    began = datetime.fromisoformat(message["attempts"][0]["started_at"])
    customer = UUID(message["customer_id"])
    for at, status in ((began - timedelta(minutes=1), "uncertain"), (datetime.now(UTC), "deferred")):
        fact = {"message_id": message["id"], "customer_id": customer, "email_version": 4, "at": at}
        await desk.publish("mail", "mail.deferred", UUID(message["id"]), fact, key=customer)

        async def noted(at: datetime = at) -> dict[str, Any]:
            found = await desk.message(message["id"])
            assert found["events"]
            assert datetime.fromisoformat(found["events"][-1]["at"]) == at
            return found

        assert (await eventually(noted))["status"] == status


async def test_g7_a_report_after_the_fact_is_history_alone(desk: Desk) -> None:
    message = await uncertain(desk)
    await _resolve(desk, message["id"], "not_sent")
    await desk.report(await desk.mail(), action="delivered", status="2.0.0", diagnostic="250 ok")

    async def look() -> None:
        found = await desk.message(message["id"])
        assert [event["type"] for event in found["events"]] == ["failed", "delivered"]
        assert found["status"] == "failed"

    await eventually(look)
