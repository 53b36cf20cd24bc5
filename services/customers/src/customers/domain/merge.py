"""Two customers that are one (C11): what becomes of their data, and how it is taken back.

Each field is the survivor's unless `source` is chosen. Three are not left to chance: groups are united; a block
of either stays; so does the end of a newsletter, because consent is what nobody has taken back. The last two can
be chosen as well. Participants move with their ids; the same child of both (same folded name, same
birth date or none) becomes one: the survivor's stays, and the notes on the other move to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from customers.domain import limits
from customers.domain.customer import Customer, CustomerData, CustomerStatus, SealedBankDetails
from customers.domain.errors import FieldRejected
from customers.domain.folding import short
from customers.domain.newsletter import ConsentEntry, ConsentStep, NewsletterState
from customers.domain.participant import Participant
from customers.domain.placeholder import PlaceholderEmails

_GROUPS = {
    "customer_group_ids": limits.GROUPS,
    "recipient_group_ids": limits.GROUPS,
}
DATA_FIELDS = tuple(field.name for field in fields(CustomerData) if field.name not in _GROUPS)
FIELDS = (*DATA_FIELDS, "bank_details", "newsletter", "status")
"""What can be chosen."""


class Side(StrEnum):
    """Whose value is kept."""

    SURVIVOR = "survivor"
    SOURCE = "source"


@dataclass(frozen=True)
class FieldChoice:
    """Both values of a field, and whose is kept."""

    field: str
    source: Any
    survivor: Any
    choice: Side

    @property
    def value(self) -> Any:
        """What is kept."""
        return self.source if self.choice is Side.SOURCE else self.survivor


@dataclass(frozen=True)
class MergePlan:
    """What a merge is going to do. `joined` maps participants of the source to the same child of the survivor."""

    choices: Mapping[str, FieldChoice]
    moved: tuple[Participant, ...]
    joined: Mapping[UUID, UUID]


@dataclass(frozen=True)
class MergeMemory:
    """What an undo needs: both as they were, and the survivor as the merge left them."""

    source: Customer
    before: Customer
    after: Customer
    moved: frozenset[UUID]


def plan_merge(source: Customer, survivor: Customer, chosen: Mapping[str, Side]) -> MergePlan:
    """What merging the source into the survivor does, with these choices; nothing is changed yet."""
    choices = {}
    for name in FIELDS:
        values = _value(source, name), _value(survivor, name)
        choices[name] = FieldChoice(name, *values, chosen.get(name) or _default(name, source, survivor))
    known = {_identity(p): p.id for p in reversed(survivor.participants)}
    joined = {p.id: known[_identity(p)] for p in source.participants if _identity(p) in known}
    moved = tuple(p for p in source.participants if p.id not in joined)
    return MergePlan(choices, moved, joined)


def merge(
    plan: MergePlan, source: Customer, survivor: Customer, placeholders: PlaceholderEmails, now: datetime
) -> MergeMemory:
    """The survivor is as planned, one version later. Raises FieldRejected where a limit would be passed."""
    before, version = _copy(survivor), survivor.version
    data = {name: plan.choices[name].value for name in DATA_FIELDS}
    for name, limit in _GROUPS.items():
        data[name] = tuple(dict.fromkeys(getattr(survivor.data, name) + getattr(source.data, name)))
        if len(data[name]) > limit:
            raise FieldRejected("too_many", name, limit=limit)
    if len(survivor.participants) + len(plan.moved) > limits.PARTICIPANTS:
        raise FieldRejected("too_many", "participants", limit=limits.PARTICIPANTS)
    survivor.change(replace(survivor.data, **data), placeholders, now)
    survivor.bank_details = plan.choices["bank_details"].value
    survivor.newsletter_state, survivor.newsletter_evidence = plan.choices["newsletter"].value
    survivor.newsletter_history = _joined(survivor.newsletter_history, source.newsletter_history)
    survivor.status, survivor.block = plan.choices["status"].value
    survivor.participants = _in_order([*survivor.participants, *plan.moved])
    survivor.former_numbers = tuple(sorted({*survivor.former_numbers, *source.former_numbers, source.number}))
    survivor.version, survivor.updated_at = version + 1, now
    return MergeMemory(_copy(source), before, _copy(survivor), frozenset(p.id for p in plan.moved))


def take_back(
    memory: MergeMemory, survivor: Customer, version: int, placeholders: PlaceholderEmails, now: datetime
) -> Customer:
    """The source again, at `version`; the survivor is without what the merge gave, one version later.

    What was changed since the merge stays changed: a field that is no longer as the merge left it keeps its value,
    a participant that was removed stays removed, a new one stays with the survivor. An unsubscribe since is of both.
    Raises FieldRejected when no name would be left.
    """
    before, after, source = memory.before, memory.after, memory.source
    survivor_version = survivor.version
    newsletter = _newsletter_after(source, survivor, after)
    data = {
        name: getattr((before if getattr(survivor.data, name) == getattr(after.data, name) else survivor).data, name)
        for name in DATA_FIELDS
    }  # fmt: skip
    for name in _GROUPS:
        added = set(getattr(after.data, name)) - set(getattr(before.data, name))
        data[name] = tuple(g for g in getattr(survivor.data, name) if g not in added)
    survivor.change(replace(survivor.data, **data), placeholders, now)
    if _last_four(survivor.bank_details) == _last_four(after.bank_details):
        survivor.bank_details = before.bank_details
    if (*_value(survivor, "newsletter"), survivor.newsletter_history) == (
        *_value(after, "newsletter"),
        after.newsletter_history,
    ):
        survivor.newsletter_state, survivor.newsletter_evidence = _value(before, "newsletter")
        survivor.newsletter_history = before.newsletter_history
    if _value(survivor, "status") == _value(after, "status"):
        survivor.status, survivor.block = _value(before, "status")
    returning = [p for p in survivor.participants if p.id in memory.moved]
    survivor.participants = [p for p in survivor.participants if p.id not in memory.moved]
    gone = {source.number, *source.former_numbers}
    survivor.former_numbers = tuple(n for n in survivor.former_numbers if n not in gone)
    survivor.version, survivor.updated_at = survivor_version + 1, now
    joined = [p for p in source.participants if p.id not in memory.moved]
    participants = _in_order([*returning, *joined])
    return replace(source, participants=participants, version=version, updated_at=now, **newsletter)


def _newsletter_after(source: Customer, survivor: Customer, after: Customer) -> dict[str, Any]:
    """Its newsletter once the source is taken back: of which of the two an end since was, nobody knows."""
    known = set(after.newsletter_history)
    ends = tuple(
        entry
        for entry in survivor.newsletter_history
        if entry.step is ConsentStep.WITHDRAWN and entry not in known
    )
    is_ended = survivor.newsletter_state is NewsletterState.UNSUBSCRIBED and bool(ends)
    if not is_ended or source.newsletter_state is NewsletterState.NONE:
        return {}
    return {
        "newsletter_state": NewsletterState.UNSUBSCRIBED,
        "newsletter_history": _joined(source.newsletter_history, ends),
    }


def _value(customer: Customer, name: str) -> Any:
    match name:
        case "bank_details":
            return customer.bank_details
        case "newsletter":
            return customer.newsletter_state, customer.newsletter_evidence
        case "status":
            return customer.status, customer.block
        case _:
            return getattr(customer.data, name)


def _default(name: str, source: Customer, survivor: Customer) -> Side:
    stricter = (
        name == "newsletter"
        and source.newsletter_state is NewsletterState.UNSUBSCRIBED
        and survivor.newsletter_state is not NewsletterState.UNSUBSCRIBED
    ) or (
        name == "status"
        and source.status is CustomerStatus.BLOCKED
        and survivor.status is not CustomerStatus.BLOCKED
    )
    return Side.SOURCE if stricter else Side.SURVIVOR


def _joined(*histories: tuple[ConsentEntry, ...]) -> tuple[ConsentEntry, ...]:
    entries = dict.fromkeys(entry for history in histories for entry in history)
    return tuple(sorted(entries, key=lambda entry: entry.when))


def _identity(participant: Participant) -> tuple[str, str, object]:
    return short(participant.first_name), short(participant.last_name), participant.birth_date


def _last_four(bank: SealedBankDetails | None) -> str | None:
    return bank.iban_last_four if bank else None


def _in_order(participants: list[Participant]) -> list[Participant]:
    return sorted(participants, key=lambda participant: participant.id)


def _copy(customer: Customer) -> Customer:
    return replace(customer, participants=list(customer.participants))
