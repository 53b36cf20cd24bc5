"""The loops of the worker: the proof of erasures, signing keys, bank details under the newest key."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from uuid import UUID

from aiokafka.errors import KafkaError
from sqlalchemy.exc import DBAPIError

from chassis.logs import get_logger
from chassis.service import Runtime
from customers.adapters.accounts import rotate_signing_keys
from customers.adapters.bank_data import seal_anew, seal_memories_anew, vault_of
from customers.adapters.topic_search import SearchUnfinished
from customers.entrypoints.erasure_proof import ErasureProof
from customers.settings import Settings

_KEYS_EVERY_S = 3600.0
_BANK_DETAILS_EVERY_S = 24 * 3600.0
_AFTER_TROUBLE_S = 5.0

_log = get_logger(__name__)


async def prove_erasures(runtime: Runtime) -> None:
    """Brings every open entry of the erasure ledger on its way, until it is complete."""
    settings = _settings(runtime)
    proof = ErasureProof(runtime.database, settings)
    await again_and_again(proof.advance, settings.erasure_poll_ms / 1000)


async def keep_signing_keys(runtime: Runtime) -> None:
    """The keys of session tokens follow one another without a token ever being refused for it."""

    async def rotate() -> None:
        async with runtime.database.transaction() as session:
            await rotate_signing_keys(session, datetime.now(UTC))

    await again_and_again(rotate, _KEYS_EVERY_S)


async def keep_bank_details_sealed(runtime: Runtime) -> None:
    """All bank details are under the first of BANK_DATA_KEYS, so that the others can be dropped."""
    vault = vault_of(_settings(runtime).bank_data_keys)

    async def seal_all() -> None:
        after: UUID | None = UUID(int=0)
        unreadable = 0
        while after is not None:
            async with runtime.database.transaction() as session:
                after, failed = await seal_anew(session, vault, after)
            unreadable += failed
        async with runtime.database.transaction() as session:
            unreadable += await seal_memories_anew(session, vault)
        if unreadable:
            _log.error("bank details that no key of BANK_DATA_KEYS opens", count=unreadable)

    await again_and_again(seal_all, _BANK_DETAILS_EVERY_S)


async def again_and_again(work: Callable[[], Awaitable[None]], pause_s: float) -> None:
    """Does the work with a pause in between; while database or Kafka are away it tries again soon."""
    while True:
        try:
            await work()
        except (DBAPIError, KafkaError, OSError, SearchUnfinished) as error:
            _log.warning("trying again soon", type=type(error).__name__)
            await asyncio.sleep(_AFTER_TROUBLE_S)
        else:
            await asyncio.sleep(pause_s)


def _settings(runtime: Runtime) -> Settings:
    assert isinstance(runtime.settings, Settings)
    return runtime.settings
