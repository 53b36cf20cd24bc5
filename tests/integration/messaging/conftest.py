"""Messaging as it runs: api and worker in process, a database and topics of its own, a relay that obeys."""

from collections.abc import AsyncIterator

import pytest

from tests.integration.messaging.desk import Desk, messaging_runs
from tests.support.smtp_sink import Sink, smtp_sink


@pytest.fixture
async def relay() -> AsyncIterator[Sink]:
    """The mail relay."""
    async with smtp_sink() as sink:
        yield sink


@pytest.fixture
async def desk(relay: Sink) -> AsyncIterator[Desk]:
    """The running service, seen from the desk."""
    async with messaging_runs(relay) as running:
        yield running
