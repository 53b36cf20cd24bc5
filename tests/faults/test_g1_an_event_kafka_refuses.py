"""G1 with an event that Kafka does not take: it is seen, and what stands before it is sent once."""

from pathlib import Path

import pytest

from chassis.events.outbox import EventTooLarge
from tests.faults.conftest import Ledger
from tests.support.eventually import eventually
from tests.support.ledger_service.service import ReceiptWritten


async def test_g1_what_stands_before_an_event_too_large_for_kafka_is_not_sent_again_and_again(
    ledger: Ledger, tmp_path: Path
) -> None:
    await ledger.publish_receipts(range(3))
    # As an earlier release may have left it: none is published any more that is too large.
    await ledger.rows(
        "INSERT INTO outbox (topic, key, headers, value)"
        " VALUES ('receipts', 'one', '{}', convert_to(repeat('9', 2000000), 'UTF8'))"
    )
    await ledger.worker()

    async def tried_three_times() -> None:
        log = (tmp_path / "worker-0.log").read_text()
        assert log.count("events were not acknowledged") >= 3

    await eventually(tried_three_times, within=40)
    assert len(await ledger.published("receipts")) == 3
    assert len(await ledger.rows("SELECT id FROM outbox")) == 1


async def test_g1_an_event_too_large_for_kafka_undoes_its_transaction_and_holds_nobody_up(
    ledger: Ledger,
) -> None:
    with pytest.raises(EventTooLarge):
        await ledger.publish(ReceiptWritten(amount="9" * 950_000), "one", 1)
    await ledger.publish(ReceiptWritten(amount="9" * 800_000), "two", 1)
    await ledger.worker()

    async def the_other_arrived() -> None:
        assert [key for key, _, _ in await ledger.published("receipts")] == ["two"]

    await eventually(the_other_arrived, within=20)
