"""G4: whatever a record carries or its handler does, it is set aside alone; the worker lives, others go on."""

from uuid import uuid4

import pytest

from tests.faults.conftest import Ledger
from tests.support.eventually import eventually

LONG = "".join(uuid4().hex for _ in range(200))
"""Beyond what an index of PostgreSQL takes, and not to be compressed."""


def _headers(**changed: str) -> list[tuple[str, bytes]]:
    usual = {
        "ce_id": str(uuid4()),
        "ce_type": "deposit.made",
        "ce_source": "/tests",
        "ce_subject": "anna",
        "ce_time": "2026-11-01T10:00:00+00:00",
        "ce_sequence": "1",
    }
    return [(name, value.encode()) for name, value in (usual | changed).items()]


async def _others_go_on_and_one_is(ledger: Ledger, fate: str) -> None:
    others = ("berta", "clara", "dora")
    for account in others:
        await ledger.deposit(account, 1, "1")
    worker = await ledger.worker()

    async def set_aside_alone() -> None:
        for account in others:
            assert await ledger.history(account) == ["1"]
        assert (await ledger.fates())[fate] == 1

    await eventually(set_aside_alone, within=20)
    assert worker.returncode is None


@pytest.mark.parametrize("name", ["ce_id", "ce_source", "ce_subject"])
async def test_g4_a_name_that_no_index_can_hold_makes_a_dead_letter(ledger: Ledger, name: str) -> None:
    await ledger.raw(b"anna", b'{"amount": "1"}', _headers(**{name: LONG}))
    await _others_go_on_and_one_is(ledger, "dead_lettered")


async def test_g4_a_key_that_no_index_can_hold_makes_a_dead_letter(ledger: Ledger) -> None:
    await ledger.raw(LONG.encode(), b'{"amount": "fail"}', _headers())
    await _others_go_on_and_one_is(ledger, "dead_lettered")


@pytest.mark.parametrize("changed", [{"ce_sequence": "9" * 5000}, {"ce_time": "yesterday"}])
async def test_g4_a_header_that_cannot_be_read_makes_a_dead_letter(
    ledger: Ledger, changed: dict[str, str]
) -> None:
    await ledger.raw(b"anna", b'{"amount": "1"}', _headers(**changed))
    await _others_go_on_and_one_is(ledger, "dead_lettered")


async def test_g4_a_failing_message_with_a_nul_in_a_header_name_is_parked(ledger: Ledger) -> None:
    await ledger.raw(b"anna", b'{"amount": "fail"}', [*_headers(), ("a\x00name", b"value")])
    await _others_go_on_and_one_is(ledger, "parked")


async def test_g4_a_number_too_large_for_its_column_is_no_outage(ledger: Ledger) -> None:
    await ledger.deposit("anna", 2**40, "1")
    await _others_go_on_and_one_is(ledger, "parked")


async def test_g4_a_handler_that_times_out_is_no_outage_of_the_database(ledger: Ledger) -> None:
    await ledger.deposit("anna", 1, "timeout")
    await _others_go_on_and_one_is(ledger, "parked")


async def test_g4_a_parked_message_that_nobody_subscribes_to_any_more_becomes_a_dead_letter(
    ledger: Ledger,
) -> None:
    worker = await ledger.worker()
    await ledger.deposit("anna", 1, "fail")

    async def parked() -> None:
        assert (await ledger.fates())["parked"] == 1

    await eventually(parked, within=20)
    # As a release without the subscription finds it.
    await ledger.rows(
        """UPDATE parked SET headers = headers || '{"ce_type": "deposit.forgotten"}', next_attempt_at = now()"""
    )

    async def dead() -> None:
        assert (await ledger.fates())["dead_lettered"] == 1

    await eventually(dead, within=20)
    await ledger.deposit("berta", 1, "1")

    async def works_on() -> None:
        assert await ledger.history("berta") == ["1"]

    await eventually(works_on)
    assert worker.returncode is None
