"""M2, M5: a broadcast to everyone; what is planned is sent earlier; and figures that add up."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from tests.integration.messaging.desk import Desk, known
from tests.integration.messaging.test_m2_broadcasts import COURSE, figures, members
from tests.support.eventually import eventually

EVERYONE = {"everyone": True}


async def _read(desk: Desk, broadcast: dict[str, Any]) -> dict[str, Any]:
    answer = await desk.http.get(f"/api/broadcasts/{broadcast['id']}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_m2_everyone_is_whoever_is_active(desk: Desk) -> None:
    who = await members(desk)

    async def look() -> None:
        reach = await figures(desk, EVERYONE)
        assert (reach["recipients"], reach["excluded_by_reason"]) == (3, {"placeholder": 1, "no_address": 1})

    await eventually(look)
    taken = (await desk.broadcast(EVERYONE)).json()
    assert taken["audience"]["everyone"] is True
    done = await desk.broadcast_in("done", taken["id"])
    assert (done["recipients"], done["excluded_by_reason"]) == (3, {"placeholder": 1, "no_address": 1})
    await desk.mail(3)
    nothing = await desk.http.get("/api/messages", params={"customer_id": str(who["blocked"])})
    assert nothing.json()["total"] == 0


async def test_m5_a_newsletter_to_everyone_is_for_those_who_consented_and_leaves_nobody_out_for_it(
    desk: Desk,
) -> None:
    await members(desk)
    reach = await figures(desk, EVERYONE, kind="newsletter")
    assert (reach["recipients"], reach["excluded_by_reason"]) == (1, {})
    taken = (await desk.broadcast(EVERYONE, kind="newsletter")).json()
    done = await desk.broadcast_in("done", taken["id"])
    assert (done["recipients"], done["excluded_by_reason"]) == (1, {})
    assert (await desk.mail()).recipient == "beide@example.net"


async def test_m2_what_is_planned_for_later_is_sent_at_once_when_asked(desk: Desk) -> None:
    customer = await desk.customer(email="eins@example.net")
    await known(desk, customer)
    later = (datetime.now(UTC) + timedelta(days=3)).isoformat()
    taken = (await desk.broadcast({"customer_ids": [customer]}, send_at=later)).json()
    path = f"/api/broadcasts/{taken['id']}/send-now"
    stale = await desk.http.post(path, headers={"If-Match": '"7"'})
    assert stale.status_code == 412
    answer = await desk.http.post(path, headers={"If-Match": '"1"'})
    assert answer.status_code == 200, answer.text
    assert datetime.fromisoformat(answer.json()["send_at"]) < datetime.fromisoformat(later)
    await desk.broadcast_in("done", taken["id"])
    await desk.mail()
    again = await desk.http.post(path)
    assert (again.status_code, again.json()["type"]) == (409, "urn:stammkunde:problem:not-scheduled")
    assert len(desk.relay.mails) == 1


async def test_m2_the_figures_of_a_broadcast_add_up_whatever_becomes_of_its_recipients(desk: Desk) -> None:
    who = await members(desk)
    group = {"customer_group_ids": [COURSE]}
    leaving = await desk.customer(email="geht@example.net", **group)
    await known(desk, leaving)
    taken = (await desk.broadcast(group, kind="newsletter")).json()
    done = await desk.broadcast_in("done", taken["id"])
    # Two have not consented; two could not get any mail; one is blocked.
    assert done["recipients"] == 1
    assert done["excluded_by_reason"] == {"no_consent": 2, "blocked": 1, "placeholder": 1, "no_address": 1}
    assert (sum(done["counts"].values()), done["counts"]["suppressed"]) == (1, 0)
    named = await desk.http.get(
        f"/api/broadcasts/{done['id']}/left-out", params={"reason": "no_consent", "limit": 1}
    )
    [first] = named.json()["items"]
    assert named.json()["total"] == 2
    rest = await desk.http.get(
        f"/api/broadcasts/{done['id']}/left-out",
        params={"reason": "no_consent", "limit": 1, "cursor": named.json()["next_cursor"]},
    )
    [second] = rest.json()["items"]
    assert {first["customer_id"], second["customer_id"]} == {str(who["reached"]), str(leaving)}
    assert first["name"] == "Jana Muster-Groß"
    await desk.delete(leaving)

    async def forgotten() -> None:
        left = await desk.http.get(f"/api/broadcasts/{done['id']}/left-out")
        assert str(leaving) not in [one["customer_id"] for one in left.json()["items"]]

    await eventually(forgotten)


async def test_g6_m2_recipients_who_are_deleted_are_counted_as_such(desk: Desk) -> None:
    group = {"customer_group_ids": [COURSE]}
    stays, leaves = [await desk.customer(email=f"{name}@example.net", **group) for name in ("eins", "zwei")]
    await known(desk, stays, leaves)
    taken = (await desk.broadcast(group)).json()
    await desk.broadcast_in("done", taken["id"])
    await desk.mail(2)
    await desk.delete(leaves)

    async def look() -> None:
        found = await _read(desk, taken)
        assert (found["recipients"], found["recipients_deleted"]) == (2, 1)
        assert (sum(found["counts"].values()), found["counts"]["accepted"]) == (1, 1)

    await eventually(look)


async def test_m4_m2_who_is_blocked_after_the_planning_is_a_recipient_whose_mail_was_not_sent(
    desk: Desk,
) -> None:
    customer: UUID = await desk.customer(email="eins@example.net")
    await known(desk, customer)
    desk.relay.answers["rcpt"] = ["451 4.3.0 later"]
    taken = (await desk.broadcast({"customer_ids": [customer]})).json()

    async def deferred() -> None:
        assert (await _read(desk, taken))["counts"]["deferred"] == 1

    await eventually(deferred)
    await desk.customer(customer, type="blocked", status="blocked")

    async def look() -> None:
        found = await _read(desk, taken)
        assert (found["recipients"], found["counts"]["suppressed"], found["excluded_by_reason"]) == (1, 1, {})

    await eventually(look)


async def test_m2_the_dry_run_names_for_whom_a_placeholder_of_the_text_is_empty(desk: Desk) -> None:
    group = {"customer_group_ids": [COURSE]}
    person = await desk.customer(email="eins@example.net", **group)
    nameless = {"first_name": None, "last_name": None, "company_name": "Schule am Bach"}
    company = await desk.customer(email="zwei@example.net", **nameless, **group)
    await known(desk, person, company)
    reach = await figures(desk, group, subject="Für {{name}}", body="{{anrede}}, liebe {{ Vorname }}")
    assert reach["recipients"] == 2
    assert reach["empty_placeholders"] == [
        {
            "placeholder": "{{ Vorname }}",
            "recipients": 1,
            "named": [{"customer_id": str(company), "name": "Schule am Bach"}],
        }
    ]
    assert (await figures(desk, group, body="{{anrede}}"))["empty_placeholders"] == []


async def test_m5_the_preview_of_a_newsletter_shows_the_way_out_that_the_mail_has(desk: Desk) -> None:
    customer = await desk.customer(email="eins@example.net", newsletter_state="confirmed")
    await known(desk, customer)
    written = {"subject": "Neues", "body": "Guten Tag", "html": "<p>Guten Tag</p>"}
    asked = written | {"audience": {"customer_ids": [str(customer)]}, "channel": "email"}
    newsletter = (await desk.http.post("/api/previews", json=asked | {"kind": "newsletter"})).json()
    assert newsletter["recipients"] == 1
    way_out = f"{desk.settings.public_url}/newsletter/abmelden?t="
    assert way_out in newsletter["body"]
    assert way_out in newsletter["html"]
    await desk.broadcast({"customer_ids": [customer]}, kind="newsletter", body="Guten Tag")
    mail = await desk.mail()
    before_token = newsletter["body"].split("?t=")[0]
    assert mail.text.replace("\r\n", "\n").startswith(before_token)
    notice = (await desk.http.post("/api/previews", json=asked | {"kind": "notice"})).json()
    assert notice["body"] == "Guten Tag"
