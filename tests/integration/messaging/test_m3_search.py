"""M3: a word finds messages by recipient, by what was written to an audience, and by what was written to one."""

from typing import Any
from uuid import UUID

import pytest

from tests.integration.messaging.desk import Desk, known
from tests.support.eventually import eventually


async def _page(desk: Desk, **asked: Any) -> dict[str, Any]:
    answer = await desk.http.get("/api/messages", params=asked)
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    return page


async def _found(desk: Desk, **asked: Any) -> set[str]:
    page = await _page(desk, **asked)
    assert (page["total"], page["total_is_exact"]) == (len(page["items"]), True)
    return {item["id"] for item in page["items"]}


async def _history(desk: Desk) -> dict[str, str]:
    """One message alone, and two of a broadcast, in the portal; by who and what."""
    jana = await desk.customer(first_name="Jana", last_name="Groß", email="jana@example.net")
    olaf = await desk.customer(first_name="Olaf", last_name="Önal", email="olaf@example.org")
    await known(desk, jana, olaf)
    [alone] = await desk.write(jana, channel="portal", subject="Rechnung", body="Bitte zahlen Sie MONTAG.")
    answer = await desk.broadcast(
        {"customer_ids": [jana, olaf]},
        channel="portal",
        subject="Sommerfest",
        body="{{ Anrede }}, wir laden für Montag ein.",
    )
    broadcast = await desk.broadcast_in("done", answer.json()["id"])
    items = (await _page(desk, broadcast_id=broadcast["id"]))["items"]
    both = {item["customer_id"]: item["id"] for item in items}
    return {"alone": str(alone["id"]), "jana": both[str(jana)], "olaf": both[str(olaf)], "id": str(jana)}


async def test_m3_every_way_to_say_a_word_is_found_and_words_narrow_each_other(desk: Desk) -> None:
    messages = await _history(desk)
    alone, jana, olaf = (messages[name] for name in ("alone", "jana", "olaf"))
    for q, found in {
        "montag": {alone, jana, olaf},
        "sommerfest": {jana, olaf},
        "LADEN": {jana, olaf},
        "rechnung": {alone},
        "groß": {alone, jana},
        "önal": {olaf},
        "example.org": {olaf},
        "guten": {jana, olaf},  # the greeting, which nobody wrote
        "guten önal": {olaf},
        "montag önal": {olaf},
        "sommerfest rechnung": set(),
        "groß montag zahlen": {alone},
        "anrede": set(),
        "xyz": set(),
        "ag": {alone, jana, olaf},
    }.items():
        assert await _found(desk, q=q) == found, q
    assert await _found(desk, q="montag", customer_id=messages["id"]) == {alone, jana}
    assert await _found(desk, q="montag", kind="personal") == {alone}


async def test_m3_more_hits_than_are_counted_come_in_order_whichever_way_they_say_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages = await _history(desk)
    alone, jana, olaf = (messages[name] for name in ("alone", "jana", "olaf"))
    for module in ("adapters.queries", "entrypoints.http.history"):
        monkeypatch.setattr(f"messaging.{module}.COUNTED", 1)
    for q, found in {
        "montag": {alone, jana, olaf},
        "sommerfest": {jana, olaf},
        "groß": {alone, jana},
    }.items():
        page = await _page(desk, q=q)
        assert (page["total"], page["total_is_exact"]) == (1, False)
        assert {item["id"] for item in page["items"]} == found, q
        assert page["items"] == sorted(page["items"], key=lambda item: item["created_at"], reverse=True)
        first = await _page(desk, q=q, limit=1)
        second = await _page(desk, q=q, limit=1, cursor=first["next_cursor"])
        assert [first["items"][0], second["items"][0]] == page["items"][:2]
    assert await _found(desk, q="önal") == {olaf}


async def test_g6_what_a_search_looks_through_goes_with_its_customer(desk: Desk) -> None:
    messages = await _history(desk)
    left = "SELECT text FROM message_texts"
    assert [row.text for row in await desk.rows(left)] == ["rechnung\nbitte zahlen sie montag."]
    await desk.delete(UUID(messages["id"]))

    async def gone() -> None:
        assert await desk.rows(left) == []

    await eventually(gone)
    assert await _found(desk, q="zahlen") == set()


async def test_m3_a_customer_is_found_as_lists_write_them_and_by_number(desk: Desk) -> None:
    arnold = await desk.customer(first_name="Susanne", last_name="Arnold", number=4711)
    await desk.customer(first_name="Susanne", last_name="Berg", number=47110)
    await desk.write(arnold, subject="Kursbeginn")
    for words in ("Arnold, Susanne", "Susanne Arnold", "4711", "kursbeginn, 4711"):
        answer = await desk.http.get("/api/messages", params={"q": words})
        assert [one["customer_id"] for one in answer.json()["items"]] == [str(arnold)], words
