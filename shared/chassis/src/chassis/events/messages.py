"""From a Kafka record to a message that a handler can be called with, or the reason why not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from .consumed import InvalidMessage, ReaderModel, Received, Subscription

Subscriptions = Mapping[tuple[str, str], Subscription[Any]]

_LONGEST_NAME = 512  # bytes; an index of PostgreSQL takes 2704 of all its columns together


def by_type(subscriptions: Iterable[Subscription[Any]]) -> Subscriptions:
    """Subscriptions by topic and type; two for the same event are a mistake."""
    found: dict[tuple[str, str], Subscription[Any]] = {}
    for subscription in subscriptions:
        if (name := (subscription.topic, subscription.type)) in found:
            raise ValueError(f"two subscriptions for {name}")
        found[name] = subscription
    return found


@dataclass(frozen=True)
class Record:
    """A record's bytes and where it came from; also what is kept of parked and dead ones."""

    topic: str
    partition: int
    offset: int
    key: str
    headers: dict[str, str]
    value: bytes | None

    @property
    def type(self) -> str | None:
        return self.headers.get("ce_type")


@dataclass(frozen=True)
class Message:
    """A record of a type that the service reacts to. `invalid` says why it can never work."""

    record: Record
    received: Received[Any] | None
    subscription: Subscription[Any] | None
    customer_id: str | None
    invalid: str | None = None

    @property
    def name(self) -> tuple[str, str]:
        """What the inbox knows it by. What has no id of its own is known by its coordinates."""
        if self.received is not None:
            return self.received.source, self.received.id
        return f"{self.record.topic}/{self.record.partition}", str(self.record.offset)

    @property
    def ordered(self) -> bool:
        """Whether it is held against the newest version of its subject (G3)."""
        return self.subscription is not None and self.subscription.ordered

    @property
    def terminal(self) -> bool:
        return self.subscription is not None and self.subscription.terminal


def record_of(record: Any, prefix: str) -> Record:
    """From aiokafka's record; bytes that are no UTF-8 become replacement characters, never an error."""
    return Record(
        topic=record.topic.removeprefix(prefix),
        partition=record.partition,
        offset=record.offset,
        key=_text(record.key or b""),
        headers={_storable(name): _text(value or b"") for name, value in record.headers},
        value=record.value,
    )


def read(record: Record, subscriptions: Subscriptions) -> Message | None:
    """The message in the record; None when its type is none of ours. Never raises."""
    event_type = record.type
    if event_type is None:
        return Message(record, None, None, _customer(record, None), "the header ce_type is missing")
    subscription = subscriptions.get((record.topic, event_type))
    if subscription is None:
        return None
    try:
        received = _received(record, subscription.model)
    except InvalidMessage as error:
        return Message(record, None, subscription, _customer(record, None), str(error))
    return Message(record, received, subscription, _customer(record, received.data))


def _received(record: Record, model: type[ReaderModel]) -> Received[Any]:
    if record.value is None:
        raise InvalidMessage("the value is null")
    try:
        data = model.model_validate_json(record.value)
    except ValidationError as error:
        problems = error.errors(include_input=False, include_context=False, include_url=False)
        places = ", ".join(f"{'.'.join(map(str, p['loc']))}: {p['type']}" for p in problems[:5])
        raise InvalidMessage(_storable(f"the value does not fit: {places}")) from None
    headers = record.headers
    try:
        time = datetime.fromisoformat(headers["ce_time"])
        sequence = int(headers.get("ce_sequence", "0"))
        event_id, source, subject = headers["ce_id"], headers["ce_source"], headers["ce_subject"]
    except KeyError as error:
        raise InvalidMessage(f"the header {error.args[0]} is missing") from None
    except ValueError:
        raise InvalidMessage("ce_time or ce_sequence cannot be read") from None
    if not 0 <= sequence < 2**63 or time.tzinfo is None:
        raise InvalidMessage("ce_time has no zone or ce_sequence is out of range")
    if any(len(name.encode()) > _LONGEST_NAME for name in (event_id, source, subject, record.key)):
        raise InvalidMessage("ce_id, ce_source, ce_subject or the key is too long")
    return Received(
        data=data,
        id=event_id,
        source=source,
        type=headers["ce_type"],
        subject=subject,
        sequence=sequence,
        time=time,
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        key=record.key,
    )


def _customer(record: Record, data: ReaderModel | None) -> str | None:
    """Whose message it is, so that a purge finds it among the parked and the dead."""
    named = getattr(data, "customer_id", None)
    for candidate in (named, record.key, record.key.partition(":")[0], record.headers.get("ce_subject")):
        try:
            return str(UUID(str(candidate)))
        except ValueError:
            continue
    return None


def _text(raw: bytes) -> str:
    return _storable(raw.decode("utf-8", "replace"))


def _storable(text: str) -> str:
    """PostgreSQL keeps no NUL in a text."""
    return text.replace("\x00", "�")
