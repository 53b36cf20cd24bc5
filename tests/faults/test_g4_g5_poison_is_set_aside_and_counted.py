"""G4: a message that cannot be processed delays no other key. G5: everything is accounted for, always."""

import json
from uuid import uuid4

import pytest

from chassis.events.retrying import replay_dead_letter
from tests.faults.conftest import Ledger
from tests.support.eventually import eventually


async def _others_went_on(ledger: Ledger) -> None:
    assert await ledger.history("berta") == ["1"]


@pytest.mark.parametrize("amount", ["fail", "nul\x00byte"])
async def test_g4_a_failing_message_is_parked_with_what_follows_of_its_key_and_others_go_on(
    ledger: Ledger, amount: str
) -> None:
    await ledger.deposit("anna", 1, amount)
    await ledger.deposit("anna", 2, "2")
    await ledger.deposit("berta", 1, "1")
    await ledger.worker()
    await eventually(lambda: _others_went_on(ledger), within=20)

    async def parked() -> None:
        fates = await ledger.fates()
        assert (fates["parked"], fates["applied"]) == (2, 1)

    await eventually(parked)
    assert await ledger.history("anna") == []


async def test_g4_a_parked_message_that_works_later_is_followed_by_those_behind_it(ledger: Ledger) -> None:
    await ledger.rows("ALTER TABLE history ADD CONSTRAINT too_early CHECK (amount <> 'early')")
    await ledger.worker()
    for version, amount in enumerate(("early", "2", "3"), start=1):
        await ledger.deposit("anna", version, amount)

    async def parked() -> None:
        assert (await ledger.fates())["parked"] == 3

    await eventually(parked, within=20)
    await ledger.rows("ALTER TABLE history DROP CONSTRAINT too_early")

    async def all_there() -> None:
        assert await ledger.history("anna") == ["early", "2", "3"]
        assert (await ledger.fates())["parked"] == 0

    await eventually(all_there, within=20)


@pytest.mark.parametrize(
    ("value", "changed"),
    [
        (b"\xff\xfe no json", {}),
        (b'{"amount": 5}', {}),
        (None, {}),
        (b'{"amount": "1"}', {"ce_sequence": b"\xff\xff"}),
        (b'{"amount": "1"}', {"ce_id": None}),
        (b'{"amount": "1"}', {"ce_type": None}),
        (b'{"amount": "invalid"}', {}),
    ],
)
async def test_g4_what_can_never_work_is_a_dead_letter_whose_coordinates_operators_get(
    ledger: Ledger, value: bytes | None, changed: dict[str, bytes | None]
) -> None:
    headers: dict[str, bytes | None] = {
        "ce_id": uuid4().bytes.hex().encode(),
        "ce_type": b"deposit.made",
        "ce_source": b"/tests",
        "ce_subject": b"anna",
        "ce_time": b"2026-11-01T10:00:00+00:00",
        "ce_sequence": b"1",
    } | changed
    kept = [(name, content) for name, content in headers.items() if content is not None]
    await ledger.worker()
    await ledger.raw(b"anna", value, kept)
    await ledger.deposit("berta", 1, "1")
    await eventually(lambda: _others_went_on(ledger), within=20)

    async def letter() -> None:
        assert (await ledger.fates())["dead_lettered"] == 1
        letters = [json.loads(value) for _, _, value in await ledger.published("ledger.dlq")]
        assert [letter["source_topic"] for letter in letters] == ["deposits"]

    await eventually(letter)


async def test_g4_a_dead_letter_can_be_replayed_by_a_person(ledger: Ledger) -> None:
    await ledger.worker()
    await ledger.deposit("anna", 1, "invalid")

    async def dead() -> int:
        rows = await ledger.rows("SELECT id FROM dead_letters")
        assert rows
        return int(rows[0]["id"])

    dead_id = await eventually(dead, within=20)
    # The sender has mended the record; here its kept bytes stand for that.
    await ledger.rows("""UPDATE dead_letters SET value = '{"amount": "7"}'""")
    async with ledger.database.transaction() as session:
        assert await replay_dead_letter(session, dead_id)

    async def applied() -> None:
        assert await ledger.history("anna") == ["7"]
        assert (await ledger.fates())["dead_lettered"] == 0

    await eventually(applied)


async def test_g6_a_terminal_record_is_applied_past_parked_ones_and_takes_them_with_it(
    ledger: Ledger,
) -> None:
    account = str(uuid4())
    await ledger.worker()
    await ledger.deposit(account, 1, "1")
    await ledger.deposit(account, 2, "fail")
    await ledger.deposit(account, 3, "3")
    await ledger.deposit(account, 4, "", type="account.closed")

    async def closed() -> None:
        fates = await ledger.fates()
        assert (fates["consumed"], fates["applied"], fates["stale"], fates["parked"]) == (4, 2, 2, 0)

    await eventually(closed, within=20)
    assert await ledger.history(account) == []
    await ledger.deposit(account, 3, "late")

    async def stale() -> None:
        assert (await ledger.fates())["stale"] == 3

    await eventually(stale)
    assert await ledger.history(account) == []
