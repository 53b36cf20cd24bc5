"""G1: an event is published if and only if its transaction committed."""

import pytest

from chassis.events.outbox import Outbox
from tests.faults.conftest import Ledger
from tests.support.eventually import eventually
from tests.support.ledger_service.service import ReceiptWritten


@pytest.mark.parametrize("failpoint", ["relay.before_send", "relay.after_ack", "relay.after_delete"])
async def test_g1_what_was_committed_is_published_in_order_though_the_relay_is_killed(
    ledger: Ledger, failpoint: str
) -> None:
    await ledger.publish_receipts(range(20))
    await ledger.killed_at(failpoint)
    await ledger.worker()
    # What the killed one sent may be all there is to send: then this waits for the whole start of the other.
    await eventually(lambda: ledger.receipts_arrived(20), within=20)


async def test_g1_what_was_rolled_back_is_never_published(ledger: Ledger) -> None:
    await ledger.worker()

    async def change_that_fails() -> None:
        async with ledger.database.transaction() as session:
            await Outbox(session).publish(ReceiptWritten(amount="never"), subject="one", sequence=1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await change_that_fails()
    await ledger.publish(ReceiptWritten(amount="0"), "one", 2)
    await eventually(lambda: ledger.receipts_arrived(1), within=20)


async def test_g1_two_relays_send_each_event_once_and_in_order(ledger: Ledger) -> None:
    await ledger.worker()
    await ledger.worker()
    await ledger.publish_receipts(range(50))
    await eventually(lambda: ledger.receipts_arrived(50), within=20)
    assert len(await ledger.published("receipts")) == 50
