"""The loops of the worker: the proof of erasures, signing keys, bank details under the newest key, what has an end."""

from datetime import UTC, datetime
from uuid import UUID

from chassis.logs import get_logger
from chassis.repeating import again_and_again
from chassis.service import Runtime
from customers.adapters.audit import forget_old_audit
from customers.adapters.bank_data import seal_anew, seal_memories_anew, vault_of
from customers.adapters.failed_logins import StoredFailedLogins
from customers.adapters.mail_requests import forget_old_requests
from customers.adapters.merge_upkeep import forget_memories
from customers.adapters.sessions import StoredSessions
from customers.adapters.signing_keys import rotate_signing_keys
from customers.adapters.topic_search import SearchUnfinished
from customers.entrypoints.erasure_proof import ErasureProof
from customers.settings import Settings

_KEYS_EVERY_S = 3600.0
_BANK_DETAILS_EVERY_S = 24 * 3600.0
_FORGET_EVERY_S = 3600.0

_log = get_logger(__name__)


async def prove_erasures(runtime: Runtime) -> None:
    """Brings every open entry of the erasure ledger on its way, until it is complete."""
    settings = settings_of(runtime)
    proof = ErasureProof(runtime.database, settings)
    await again_and_again(proof.advance, settings.erasure_poll_ms / 1000, (SearchUnfinished,))


async def keep_signing_keys(runtime: Runtime) -> None:
    """The keys of session tokens follow one another without a token ever being refused for it."""

    async def rotate() -> None:
        async with runtime.database.transaction() as session:
            await rotate_signing_keys(session, datetime.now(UTC))

    await again_and_again(rotate, _KEYS_EVERY_S)


async def keep_bank_details_sealed(runtime: Runtime) -> None:
    """All bank details are under the first of BANK_DATA_KEYS, so that the others can be dropped."""
    vault = vault_of(settings_of(runtime).bank_data_keys)

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


async def forget_what_is_old(runtime: Runtime) -> None:
    """The audit trail ends after twelve months, a mail to an account is not waited for longer than a week.

    Of failed logins nothing is left after a quarter of an hour, of sessions nothing after their end, of a merge after
    30 days nothing that its undo would need.
    """

    async def forget() -> None:
        async with runtime.database.transaction() as session:
            now = datetime.now(UTC)
            await forget_old_audit(session, now)
            await forget_old_requests(session, now)
            await StoredFailedLogins(session).forget_old(now)
            await StoredSessions(session).forget_expired(now)
            await forget_memories(session, now)

    await again_and_again(forget, _FORGET_EVERY_S)


def settings_of(runtime: Runtime) -> Settings:
    """The settings of this service."""
    assert isinstance(runtime.settings, Settings)
    return runtime.settings
