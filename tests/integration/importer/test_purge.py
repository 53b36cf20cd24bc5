"""G6: of a deleted customer the importer keeps the id, whatever it knew of them before."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from chassis.events.consumed import Outcome, Received
from importer.bootstrap import SERVICE
from tests.integration.importer.conftest import Importer

SUBSCRIPTIONS = {subscription.type: subscription for subscription in SERVICE.subscriptions}


async def _receive(importer: Importer, type: str, data: dict[str, Any], sequence: int) -> Outcome | None:
    subscription = SUBSCRIPTIONS[type]
    event = Received(
        data=subscription.model.model_validate(data),
        id=str(uuid4()),
        source="/stammkunde/customers",
        type=type,
        subject=data["customer_id"],
        sequence=sequence,
        time=datetime.now(UTC),
        topic=subscription.topic,
        partition=0,
        offset=0,
        key=data["customer_id"],
    )
    async with importer.database.transaction() as session:
        return await subscription.handler(session, event)


@pytest.mark.parametrize(
    ("known", "hashes"),
    [
        ({"email": "anna@example.org"}, 1),
        ({"email": "keine@example.org", "email_is_placeholder": True}, 0),
        (None, 0),
    ],
    ids=["by an address", "by a placeholder", "not at all"],
)
async def test_g6_c10_the_hash_goes_the_id_stays_and_a_late_snapshot_changes_nothing(
    importer: Importer, known: dict[str, Any] | None, hashes: int
) -> None:
    customer_id = str(uuid4())
    if known:
        await _receive(importer, "customer.created", {"customer_id": customer_id} | known, 1)
    for _ in range(2):
        await _receive(importer, "customer.deleted", {"customer_id": customer_id}, 2)
    late = {"customer_id": customer_id, "email": "anna@example.org"}
    assert await _receive(importer, "customer.updated", late, 3) is Outcome.STALE
    dump = (await importer.dump()).replace(" ", "")
    assert f'"customer_id":"{customer_id}","email_hash":null,"deleted":true' in dump
    assert f'"counts":{{"rows":0,"email_hash":{hashes},"pending_events":0}},"answers":2' in dump
