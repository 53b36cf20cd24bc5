"""Messaging as it runs: api and worker in process, a database and topics of its own, a relay that obeys."""

import functools
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

import pytest

from tests.integration.messaging.desk import Desk, messaging_runs
from tests.support.servers import Stack
from tests.support.smtp_sink import Sink, smtp_sink

Runs = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
async def relay() -> AsyncIterator[Sink]:
    """The mail relay."""
    async with smtp_sink() as sink:
        yield sink


@pytest.fixture
def runs(relay: Sink, stack: Stack, database_url: str, topic_prefix: str) -> Runs:
    """Runs the service, with other settings or without its worker."""
    return functools.partial(messaging_runs, relay, stack, database_url, topic_prefix)


@pytest.fixture
async def desk(runs: Runs) -> AsyncIterator[Desk]:
    """The running service, seen from the desk."""
    async with runs() as running:
        yield running
