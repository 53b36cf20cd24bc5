"""The writes of several lanes in one transaction: what was answered, and what begins."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    FromClause,
    Text,
    Uuid,
    any_,
    bindparam,
    column,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY

from chassis.direct import DirectTransaction, Prepared
from messaging.adapters.attachments import FILES, StoredFile
from messaging.adapters.attempts import BEGINNING_COLUMNS, END_COLUMNS, Claim, columns_of, end_of
from messaging.adapters.messages import (
    STATE_COLUMNS,
    history_line,
    message_of,
    state_in,
    state_of,
    tell,
)
from messaging.adapters.newsletter_links import link_rows
from messaging.adapters.recipients import recipient_of
from messaging.adapters.tables import AttemptRow, HistoryRow, MessageRow, NewsletterLinkRow, RecipientRow
from messaging.domain.attempt import Attempt, AttemptResult
from messaging.domain.bounce import Bounce
from messaging.domain.message import Happening, Message, Status
from messaging.domain.newsletter import NewsletterLink
from messaging.domain.recipient import RecipientStatus

_MESSAGES: Any = MessageRow.__table__
_RECIPIENTS: Any = RecipientRow.__table__
_ATTEMPTS: Any = AttemptRow.__table__
_HISTORY: Any = HistoryRow.__table__
_LINKS: Any = NewsletterLinkRow.__table__
_IDS = bindparam("ids", type_=ARRAY(Uuid()))
_OPEN = bindparam("open", [AttemptResult.SENDING.value, AttemptResult.UNCERTAIN.value], type_=ARRAY(Text()))
# Two tables under two kinds of lock: SQLAlchemy's expression language has one locking clause per statement.
_LOCKS = "FOR UPDATE OF messages SKIP LOCKED FOR SHARE OF recipients SKIP LOCKED"

_CLAIM = Prepared(
    select(*_MESSAGES.c, *(each.label(f"recipient_{each.name}") for each in _RECIPIENTS.c))
    .join(RecipientRow, RecipientRow.customer_id == func.survivor_of(MessageRow.customer_id))
    .where(
        MessageRow.id == any_(_IDS),
        MessageRow.next_attempt_at <= bindparam("now"),
    )
    .suffix_with(_LOCKS)
)
_FINISHED = Prepared(
    select(_MESSAGES.c.id, *(_MESSAGES.c[name] for name in STATE_COLUMNS))
    .join(AttemptRow, AttemptRow.message_id == MessageRow.id)
    .join(RecipientRow, RecipientRow.customer_id == AttemptRow.customer_id)
    .where(AttemptRow.id == any_(_IDS), AttemptRow.result == any_(_OPEN))
    .suffix_with(_LOCKS)
)
_LEASE = Prepared(
    update(_MESSAGES)
    .where(_MESSAGES.c.id == bindparam("message_id"))
    .values(next_attempt_at=bindparam("until"))
)
_REMOVE = Prepared(delete(_ATTEMPTS).where(_ATTEMPTS.c.id == any_(_IDS)))
_FILES = Prepared(FILES)


async def claim(
    transaction: DirectTransaction, message_ids: Collection[UUID], now: datetime
) -> Sequence[Claim]:
    """Those that are due still, locked, with their recipients held.

    Whatever another sender has claimed is passed over, and so is a customer who is being blocked, changed or
    purged at this moment. It therefore waits for nobody, and nobody waits for it in a circle.
    """
    rows = await transaction.rows(_CLAIM, ids=list(message_ids), now=now)
    claims = [Claim(message_of(row), recipient_of(_recipient_in(row))) for row in rows]
    # One that was merged at this moment: the next look finds the survivor.
    return [claim for claim in claims if claim.recipient.status is not RecipientStatus.MERGED]


def _recipient_in(row: SimpleNamespace) -> Any:
    return SimpleNamespace(**{each.name: getattr(row, f"recipient_{each.name}") for each in _RECIPIENTS.c})


async def lock_finished(
    transaction: DirectTransaction, finished: Collection[tuple[Attempt, Message]]
) -> dict[UUID, Message]:
    """The messages of the open ones as they stand now, locked, with the recipients held; without those that would
    be waited for."""
    rows = await transaction.rows(_FINISHED, ids=[attempt.id for attempt, _ in finished])
    locked = {row.id: row for row in rows}
    return {
        message.id: replace(message, **state_in(locked[message.id]))
        for _, message in finished
        if message.id in locked
    }


async def lease_requested(transaction: DirectTransaction, message: Message, until: datetime) -> None:
    """Nobody else takes the locked message before then, while what it needs is fetched."""
    message.next_attempt_at = until
    await transaction.execute(_LEASE, message_id=message.id, until=until)


async def files_in_turn(transaction: DirectTransaction, submission_id: UUID) -> list[StoredFile]:
    """The files that a submission's messages carry."""
    rows = await transaction.rows(_FILES, submission_id=submission_id)
    return [StoredFile(row.name, row.media_type, row.content) for row in rows]


def _rows(name: str, columns: Sequence[Column[Any]]) -> FromClause:
    """Rows that are given as one array for each column, called after row set and column."""
    arrays = (bindparam(f"{name}_{each.name}", type_=ARRAY(each.type)) for each in columns)
    cells = (column(each.name, each.type) for each in columns)
    return func.unnest(*arrays).table_valued(*cells, name=name).render_derived()


def _arrays(
    name: str, columns: Sequence[Column[Any]], rows: Sequence[dict[str, object]]
) -> dict[str, object]:
    return {f"{name}_{each.name}": [row[each.name] for row in rows] for each in columns}


_STATE = [_MESSAGES.c[name] for name in ("id", *STATE_COLUMNS)]
_LINE = list(_HISTORY.c)
_BEGIN = [_ATTEMPTS.c[name] for name in BEGINNING_COLUMNS]
_END = [_ATTEMPTS.c[name] for name in ("id", *END_COLUMNS)]
_LINK = [each for each in _LINKS.c if each.name != "used_at"]


def _write() -> Any:
    """One statement for all that a turn writes: each one more costs as much as the rows in it."""
    state, line, begun, end = (
        _rows(name, columns)
        for name, columns in (("state", _STATE), ("line", _LINE), ("begun", _BEGIN), ("ended", _END))
    )
    ended = {name: end.c[name] for name in END_COLUMNS}
    changed = {name: state.c[name] for name in STATE_COLUMNS}
    return (
        update(_MESSAGES)
        .where(_MESSAGES.c.id == state.c.id)
        .values(changed | {"version": _MESSAGES.c.version + 1})
        .add_cte(
            insert(_HISTORY).from_select([each.name for each in _LINE], select(line)).cte("lines"),
            insert(_ATTEMPTS).from_select(BEGINNING_COLUMNS, select(begun)).cte("begins"),
            update(_ATTEMPTS).where(_ATTEMPTS.c.id == end.c.id).values(ended).cte("ends"),
        )
    )


_WRITE = Prepared(_write())
_ADD_LINKS = Prepared(insert(_LINKS).from_select([each.name for each in _LINK], select(_rows("link", _LINK))))


class TurnMessages:
    """Implements `WrittenMessages` for those that are locked already; what is saved and noted waits to be written.

    No browser hears of an attempt that begins: it hears of its end in a moment, and is told half as often.
    """

    def __init__(self, transaction: DirectTransaction, locked: dict[UUID, Message]) -> None:
        self._transaction = transaction
        self._locked = locked
        self.saved: dict[UUID, Message] = {}
        self.lines: list[dict[str, object]] = []

    async def lock(self, message_id: UUID) -> Message | None:
        """One of the locked ones."""
        return self._locked.get(message_id)

    async def save(self, message: Message) -> None:
        """Will be written."""
        self.saved[message.id] = message
        if message.status is not Status.SENDING:
            tell(self._transaction, message)

    async def note(
        self,
        message: Message,
        happening: Happening,
        at: datetime,
        *,
        reason: str | None = None,
        bounce: Bounce | None = None,
        by: UUID | None = None,
    ) -> None:
        """Will be written."""
        self.lines.append(history_line(message, happening, at, reason, bounce, by))


class TurnAttempts:
    """Implements `WrittenAttempts`; what is added, saved and removed waits to be written."""

    def __init__(self) -> None:
        self.added: list[dict[str, object]] = []
        self.ended: list[dict[str, object]] = []
        self.removed: list[UUID] = []

    async def add(self, attempt: Attempt) -> None:
        """Will be written."""
        self.added.append(columns_of(attempt))

    async def save(self, attempt: Attempt) -> None:
        """Will be written."""
        self.ended.append({"id": attempt.id} | end_of(attempt))

    async def remove(self, attempt: Attempt) -> None:
        """Will be deleted."""
        self.removed.append(attempt.id)


class TurnLinks:
    """Implements `NewLinks`."""

    def __init__(self, transaction: DirectTransaction) -> None:
        self._transaction = transaction

    async def add(self, links: Sequence[tuple[str, NewsletterLink]]) -> None:
        """Inserts them."""
        await self._transaction.execute(_ADD_LINKS, **_arrays("link", _LINK, link_rows(links)))


async def write(transaction: DirectTransaction, messages: TurnMessages, attempts: TurnAttempts) -> None:
    """Writes all that waits."""
    if attempts.removed:
        await transaction.execute(_REMOVE, ids=attempts.removed)
    states = [{"id": id_} | state_of(message) for id_, message in messages.saved.items()]
    if states:  # nothing else changes without its message
        arrays = (
            _arrays("state", _STATE, states)
            | _arrays("line", _LINE, messages.lines)
            | _arrays("begun", _BEGIN, attempts.added)
            | _arrays("ended", _END, attempts.ended)
        )
        await transaction.execute(_WRITE, **arrays)
