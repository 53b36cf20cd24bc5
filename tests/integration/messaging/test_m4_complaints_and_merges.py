"""M4, C11: a complaint ends the newsletter, and what speaks against an address is there after a merge, too."""

from uuid import UUID

import pytest

from tests.integration.messaging.desk import Desk
from tests.integration.messaging.test_c11_merged_customers import merge
from tests.integration.messaging.test_m4_suppressions import bounced, suppressed, suppressions
from tests.support.eventually import eventually


async def test_m4_a_complaint_ends_the_newsletter_and_nothing_else(desk: Desk) -> None:
    customer = await desk.customer(newsletter_state="confirmed")
    [taken] = await desk.write(customer)
    mail = await desk.mail()
    await desk.send_to_intake(mail.return_path, _complaint(mail.return_path))
    found = await suppressed(desk, customer)
    assert (found["scope"], found["reason"], found["message_id"]) == ("newsletter", "complaint", taken["id"])
    [again] = await desk.write(customer)
    await desk.message_in("accepted", again["id"])
    message = await desk.message(taken["id"])
    assert [report["kind"] for report in message["reports"]] == ["feedback"]


async def test_m4_c11_a_complaint_about_a_mail_to_the_merged_is_the_survivors_too(desk: Desk) -> None:
    source = await desk.customer(newsletter_state="confirmed")
    survivor = await desk.customer(newsletter_state="confirmed", email="bleibt@example.net")
    await desk.write(source)
    mail = await desk.mail()
    await merge(desk, source, survivor)

    async def is_merged() -> None:
        [taken] = await desk.write(source, channel="portal")
        assert taken["customer_id"] == str(survivor)

    await eventually(is_merged)
    await desk.send_to_intake(mail.return_path, _complaint(mail.return_path))

    async def look() -> None:
        found = await suppressions(desk, customer_id=survivor, active=True)
        assert {one["customer_id"] for one in found} == {str(source), str(survivor)}
        assert {one["reason"] for one in found} == {"complaint"}

    await eventually(look)


def _complaint(to: str) -> bytes:
    return "\r\n".join(
        (
            "From: <feedback@provider.example>",
            f"To: <{to}>",
            "Subject: FW: Kursbeginn",
            "MIME-Version: 1.0",
            'Content-Type: multipart/report; report-type=feedback-report; boundary="b"',
            "",
            "--b",
            "Content-Type: text/plain",
            "",
            "This is an email abuse report.",
            "--b",
            "Content-Type: message/feedback-report",
            "",
            "Feedback-Type: abuse",
            "User-Agent: SomeGenerator/1.0",
            "Version: 1",
            "",
            "--b--",
            "",
        )
    ).encode()


@pytest.mark.parametrize("merged_first", [True, False])
async def test_c11_the_same_address_stays_suppressed_with_the_survivor(
    desk: Desk, merged_first: bool
) -> None:
    source = await desk.customer(email="falsch@example.net")
    survivor = await desk.customer(email="bleibt@example.net")
    await desk.write(source, survivor, channel="portal")
    await bounced(desk, source, "address_unknown")
    await suppressed(desk, source)

    async def takes_address() -> None:
        await desk.customer(survivor, type="updated", email="falsch@example.net", email_version=2)

    if merged_first:
        await merge(desk, source, survivor)
        await takes_address()
    else:
        await takes_address()
        await merge(desk, source, survivor)

    async def look() -> None:
        assert (await desk.write(source))[0]["suppressed_reason"] == "suppressed"
        found = await suppressions(desk, customer_id=survivor, active=True)
        assert {item["customer_id"] for item in found} == {str(source), str(survivor)}

    await eventually(look)


async def test_c11_another_address_of_the_survivor_is_mailed(desk: Desk) -> None:
    source, survivor = await desk.customer(), await desk.customer(email="bleibt@example.net")
    await desk.write(source, survivor, channel="portal")
    await bounced(desk, source, "address_unknown")
    await suppressed(desk, source)
    await merge(desk, source, survivor)

    async def look() -> str:
        [taken] = await desk.write(source)
        assert taken["customer_id"] == str(survivor)
        return str(taken["id"])

    await desk.message_in("accepted", await eventually(look))
    await desk.customer(source, type="updated", email_version=1)

    async def is_back() -> None:
        [taken] = await desk.write(source)
        assert (taken["customer_id"], taken["suppressed_reason"]) == (str(source), "suppressed")

    await eventually(is_back)


async def test_m4_c11_a_clerks_stop_of_before_the_merge_is_the_survivors_too(desk: Desk) -> None:
    source, survivor = await desk.customer(), await desk.customer(email="bleibt@example.net")
    await desk.write(source, survivor, channel="portal")
    stop = await _stopped(desk, source)
    await merge(desk, source, survivor)
    assert (await _taken_over(desk, survivor))["created_at"] == stop["created_at"]
    assert (await desk.write(survivor))[0]["suppressed_reason"] == "suppressed"


async def test_m4_c11_what_a_clerk_lifted_of_the_survivor_comes_back_with_no_snapshot(desk: Desk) -> None:
    source = await desk.customer(email="falsch@example.net")
    survivor = await desk.customer(email="falsch@example.net")
    await desk.write(source, survivor, channel="portal")
    await bounced(desk, source, "address_unknown")
    await suppressed(desk, source)
    await _stopped(desk, source)
    await merge(desk, source, survivor)

    async def both() -> list[dict[str, str]]:
        found = await suppressions(desk, customer_id=survivor, active=True)
        ours = [one for one in found if one["customer_id"] == str(survivor)]
        assert {one["reason"] for one in ours} == {"address_unknown", "manual"}
        return ours

    for taken_over in await eventually(both):
        lifted = await desk.http.post(f"/api/suppressions/{taken_over['id']}/lift")
        assert lifted.status_code == 200
    await desk.customer(survivor, type="updated", email="falsch@example.net", first_name="Neu")

    async def is_renamed() -> None:
        found = await suppressions(desk, customer_id=survivor)
        assert "Neu Muster-Groß" in {one["customer_name"] for one in found}

    await eventually(is_renamed)
    assert (await desk.write(survivor))[0]["suppressed_reason"] is None


async def _stopped(desk: Desk, customer: UUID) -> dict[str, str]:
    body = {"customer_id": str(customer), "scope": "mail", "reason": "manual"}
    stopped = await desk.http.post("/api/suppressions", json=body)
    assert stopped.status_code == 201, stopped.text
    answer: dict[str, str] = stopped.json()
    return answer


async def _taken_over(desk: Desk, survivor: UUID) -> dict[str, str]:
    async def look() -> dict[str, str]:
        found = await suppressions(desk, customer_id=survivor, active=True)
        ours = [one for one in found if one["customer_id"] == str(survivor)]
        assert len(ours) == 1
        return dict(ours[0])

    return await eventually(look)
