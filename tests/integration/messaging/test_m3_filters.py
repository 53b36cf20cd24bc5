"""M3: the history finds by status, reason, period, kind, text and broadcast, and names the customer."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from tests.integration.messaging.desk import Desk
from tests.integration.messaging.test_c11_merged_customers import merge
from tests.integration.messaging.test_m4_suppressions import bounced, suppressed
from tests.support.eventually import eventually


async def _found(desk: Desk, **asked: Any) -> list[str]:
    answer = await desk.http.get("/api/messages", params=asked)
    assert answer.status_code == 200, answer.text
    page = answer.json()
    assert (page["total"], page["total_is_exact"]) == (len(page["items"]), True)
    return [item["id"] for item in page["items"]]


async def _write_at(desk: Desk, customer: UUID, at: str, **more: Any) -> str:
    [taken] = await desk.write(customer, channel="portal")
    columns = {"created_at": at} | more
    assigned = ", ".join(
        f"{name} = CAST(CAST(:{name} AS text) AS {_TYPES.get(name, 'text')})" for name in columns
    )
    async with desk.database.transaction() as session:
        await session.execute(
            text(f"UPDATE messages SET {assigned} WHERE id = CAST(:id AS uuid)"),
            {**columns, "id": taken["id"]},
        )
    return str(taken["id"])


_TYPES = {"created_at": "timestamptz", "broadcast_id": "uuid"}


async def test_m3_each_filter_finds_its_own_and_all_of_them_together(desk: Desk) -> None:
    jana = await desk.customer()
    olaf = await desk.customer(first_name="Olaf", last_name="Önal", email="olaf@example.net")
    broadcast = str(uuid4())
    bounced_one = await _write_at(
        desk,
        jana,
        "2026-11-02T09:00:00Z",
        status="bounced",
        bounce_class="soft",
        bounce_reason="mailbox_full",
    )
    stopped = await _write_at(
        desk,
        jana,
        "2026-11-03T09:00:00Z",
        status="suppressed",
        suppressed_reason="no_consent",
        kind="newsletter",
    )
    notice = await _write_at(desk, olaf, "2026-11-04T09:00:00Z", kind="notice", broadcast_id=broadcast)
    assert await _found(desk, status="bounced") == [bounced_one]
    assert await _found(desk, reason="mailbox_full") == [bounced_one]
    assert await _found(desk, reason="no_consent") == [stopped]
    assert await _found(desk, kind="notice") == [notice]
    assert await _found(desk, broadcast_id=broadcast) == [notice]
    assert await _found(desk, q="önal montag") == [notice]
    assert await _found(desk, customer_id=str(jana)) == [stopped, bounced_one]
    everything = {"customer_id": str(jana), "status": "bounced", "reason": "mailbox_full", "q": "muster"}
    assert await _found(desk, **everything, **{"from": "2026-11-02", "to": "2026-11-02"}) == [bounced_one]
    assert await _found(desk, **everything, kind="system") == []


async def test_m3_words_are_found_in_any_case_with_umlauts_and_signs(desk: Desk) -> None:
    jana = await desk.customer()
    olaf = await desk.customer(first_name="Olaf", last_name="Önal", email="olaf_100%@example.net")
    [one] = await desk.write(jana, channel="portal", subject="ÜBUNG 50% \\ _neu_", body="Größe: Ärmel")
    [other] = await desk.write(olaf, channel="portal", subject="Anal_yse 500", body="Gruss an İpek")
    for q, found in {
        "übung": [one],
        "ÜBUNG": [one],
        "größe": [one],
        "GRÖSSE": [],
        "ärmel 50%": [one],
        "_neu_": [one],
        "\\": [one],
        "önal": [other],
        "ÖNAL": [other],
        "olaf_100%": [other],
        "olafx100": [],
        "50_": [],
        "GRUSS": [other],
        "İpek": [other],
        "İPEK": [other],
    }.items():
        assert await _found(desk, q=q) == [message["id"] for message in found], q


async def test_m3_a_period_is_of_days_at_the_desk_and_includes_the_last(desk: Desk) -> None:
    customer = await desk.customer()
    before = await _write_at(desk, customer, "2026-11-01T22:59:59.999999Z")
    first = await _write_at(desk, customer, "2026-11-01T23:00:00Z")
    last = await _write_at(desk, customer, "2026-11-03T22:59:59.999999Z")
    after = await _write_at(desk, customer, "2026-11-03T23:00:00Z")
    assert await _found(desk, **{"from": "2026-11-02", "to": "2026-11-03"}) == [last, first]
    assert await _found(desk, **{"from": "2026-11-04"}) == [after]
    assert await _found(desk, to="2026-11-01") == [before]
    assert await _found(desk, **{"from": "2026-11-01T23:00:00Z", "to": "2026-11-02T00:00:00+01:00"}) == [
        first
    ]


@pytest.mark.parametrize(
    "asked",
    [
        {"status": "gone"},
        {"reason": "bad weather"},
        {"kind": "letter"},
        {"from": "gestern"},
        {"from": "2026-02-30"},
        {"to": "2026-11-02T10:00:00"},
        {"to": "9999-12-31"},
        {"from": "2" * 41},
        {"broadcast_id": "1"},
        {"q": "x" * 201},
        {"sort": "subject"},
    ],
)
async def test_m3_filters_past_the_limits_are_refused(desk: Desk, asked: dict[str, str]) -> None:
    answer = await desk.http.get("/api/messages", params=asked)
    assert answer.status_code == 422
    [field] = asked
    assert field in answer.json()["errors"][0]["field"]


async def test_m3_pages_of_a_filtered_list_have_no_holes(desk: Desk) -> None:
    customer = await desk.customer()
    written = [await _write_at(desk, customer, f"2026-11-02T09:00:0{n}Z") for n in range(5)]
    await _write_at(desk, customer, "2026-11-05T09:00:00Z")
    seen: list[str] = []
    asked: dict[str, Any] = {"limit": 2, "to": "2026-11-02", "sort": "created_at"}
    while True:
        page = (await desk.http.get("/api/messages", params=asked)).json()
        assert page["total"] == 5
        seen += [item["id"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        asked["cursor"] = page["next_cursor"]
    assert seen == written


async def test_m3_a_message_names_its_customer_and_address_and_what_came_back(desk: Desk) -> None:
    customer = await desk.customer(email="jana@example.net")
    [taken] = await desk.write(customer)
    [in_portal] = await desk.write(customer, channel="portal")
    await desk.message_in("accepted", taken["id"])
    await desk.customer(customer, type="updated", email="neu@example.net", email_version=2)
    await desk.report(
        await desk.mail(),
        action="failed",
        status="5.2.2",
        diagnostic="552 5.2.2 <jana@example.net> mailbox full",
    )
    message = await desk.message_in("bounced", taken["id"])
    assert (message["customer_name"], message["to_address"]) == ("Jana Muster-Groß", "jana@example.net")
    [report] = message["reports"]
    assert report.pop("at").endswith("Z")
    assert report == {"kind": "failed", "class": "soft", "reason": "mailbox_full", "status": "5.2.2"}
    listed = {item["id"]: item for item in (await desk.http.get("/api/messages")).json()["items"]}
    assert listed[taken["id"]]["to_address"] == "jana@example.net"
    assert listed[in_portal["id"]]["to_address"] is None
    assert {item["customer_name"] for item in listed.values()} == {"Jana Muster-Groß"}


async def test_m3_c11_messages_of_a_merged_customer_name_the_survivor(desk: Desk) -> None:
    source, survivor = await desk.customer(), await desk.customer(last_name="Bleibt")
    [taken] = await desk.write(source, channel="portal")
    await merge(desk, source, survivor)

    async def look() -> None:
        assert (await desk.message(taken["id"]))["customer_name"] == "Jana Bleibt"

    await eventually(look)


async def test_m3_why_nothing_was_sent_is_found_too(desk: Desk) -> None:
    customer = await desk.customer()
    await desk.write(customer, channel="portal")
    await bounced(desk, customer, "address_unknown")
    await suppressed(desk, customer)
    [stopped] = await desk.write(customer)
    assert await _found(desk, reason="suppressed", status="suppressed") == [stopped["id"]]
