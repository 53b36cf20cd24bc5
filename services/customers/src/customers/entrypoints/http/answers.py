"""What the API answers: the documented shapes, and the fast way there.

A list of fifty customers is written by orjson straight from the rows; checking it against the model on each
request would cost three times as much. A test checks that rows and models agree.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

import orjson
from pydantic import BaseModel
from starlette.responses import Response


class JsonAnswer(Response):
    """A JSON answer of plain values, ids and times (UTC, with `Z`)."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """The bytes that are sent."""
        return orjson.dumps(content, default=_plain, option=orjson.OPT_UTC_Z)


def _plain(value: object) -> str | float:
    """asyncpg's ids are a subclass of UUID, which orjson does not know; a discount is a number."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError


class AddressOut(BaseModel):
    """A postal address."""

    street: str | None
    postal_code: str | None
    city: str | None
    country: str | None


class MaskedBankDetails(BaseModel):
    """The last four characters of the IBAN, and no more."""

    iban: str


class EvidenceOut(BaseModel):
    """How, when and to which wording somebody consented."""

    how: str
    when: datetime
    wording: str


class ParticipantIn(BaseModel):
    """A participant as part of the customer."""

    id: UUID
    first_name: str
    last_name: str
    birth_date: date | None
    version: int


class ConsentEntryOut(BaseModel):
    """Consent was given (`how`: `double_opt_in`, or as the desk wrote it) or withdrawn (`link` or `desk`)."""

    step: Literal["given", "withdrawn"]
    how: str
    when: datetime
    wording: str | None


class BlockOut(BaseModel):
    """Why and since when a customer is blocked."""

    reason: str
    at: datetime


class CustomerOut(BaseModel):
    """A customer. Of a deleted one the list shows id, number and status.

    `merged_into` is set where the id of a merged customer was asked for: then this is the survivor.
    """

    id: UUID
    number: int
    status: Literal["active", "blocked", "deleted"]
    version: int
    salutation: str | None
    first_name: str | None
    last_name: str | None
    company_name: str | None
    is_company: bool
    email: str | None
    email_is_placeholder: bool
    email_health: Literal["unknown", "ok", "failing", "undeliverable"]
    phone: str | None
    further_phones: list[str]
    address: AddressOut | None
    bank_details: MaskedBankDetails | None
    language: str | None
    customer_group_ids: list[UUID]
    recipient_group_ids: list[UUID]
    discount_percent: float
    newsletter_state: Literal["none", "requested", "confirmed", "unsubscribed"]
    newsletter_evidence: EvidenceOut | None
    newsletter_history: list[ConsentEntryOut]
    """How consent was given and withdrawn, the oldest first."""
    participants: list[ParticipantIn]
    block: BlockOut | None
    credit_cents: int
    merged_into: UUID | None
    created_at: datetime
    updated_at: datetime


class AdmittedOut(BaseModel):
    """Who is in the group now (`added`), was before (`already`), is no customer any more, or is in too many groups."""

    added: list[UUID]
    already: list[UUID]
    gone: list[UUID]
    full: list[UUID]


class CandidateOut(BaseModel):
    """A customer that resembles another, and why."""

    id: UUID
    number: int
    name: str
    reasons: list[Literal["email", "phone", "name_birth_date", "name_postal_code", "name_bank_details"]]


class CandidatesOut(BaseModel):
    """The likeliest first, ten at most."""

    candidates: list[CandidateOut]


class FieldChoiceOut(BaseModel):
    """Both values of a field, and whose is kept; bank details masked."""

    field: str
    source: Any
    survivor: Any
    choice: Literal["survivor", "source"]
    differs: bool


class ParticipantMoveOut(BaseModel):
    """A participant of the merged customer; `same_as` is the same child of the survivor, which stays."""

    id: UUID
    first_name: str
    last_name: str
    birth_date: date | None
    same_as: UUID | None


class MovesOut(BaseModel):
    """What the survivor gets. Messages are counted by messaging alone."""

    notes: int
    participants: int
    groups: int
    credit_cents: int
    open_invoices: int
    bookings: int
    messages: int | None


class MergePreviewOut(BaseModel):
    """What a merge would do with these choices."""

    source: CustomerOut
    survivor: CustomerOut
    fields: list[FieldChoiceOut]
    participants: list[ParticipantMoveOut]
    moves: MovesOut


class MergeOut(BaseModel):
    """A merge, and whether it can be undone now. The name is forgotten after 30 days."""

    merged_id: UUID
    number: int
    name: str | None
    merged_at: datetime
    undo_until: datetime
    undoable: bool


class MergesOut(BaseModel):
    """The last first."""

    items: list[MergeOut]


class NoteOut(BaseModel):
    """An internal note."""

    id: UUID
    customer_id: UUID
    participant_id: UUID | None
    text: str
    author: str
    created_at: datetime
    updated_at: datetime
    version: int


class ParticipantOut(ParticipantIn):
    """A participant with the notes on them (C6), for the participant list."""

    customer_id: UUID
    notes: list[NoteOut]


class GroupOut(BaseModel):
    """A customer group or a recipient group, and how many live customers are in it."""

    id: UUID
    name: str
    customers: int
    version: int


class ServicePurge(BaseModel):
    """Whether a service has purged, and what, counted by kind of data. One that is overdue is asked again."""

    status: Literal["pending", "purged", "overdue"]
    counts: dict[str, int]


class KafkaProof(BaseModel):
    """Whether the topics were read and hold nothing of the customer any more, or by when they will be."""

    status: Literal["pending", "verified"]
    by: datetime


class KeptOut(BaseModel):
    """What stays, on which legal basis, and until when; then it is erased by itself."""

    what: str
    why: str
    until: date
    count: int | None


class ErasureOut(BaseModel):
    """The erasure certificate. `purged`: every service has purged; `complete`: Kafka is verified, too."""

    customer_id: UUID
    status: Literal["pending", "purged", "complete"]
    deleted_at: datetime
    services: dict[str, ServicePurge]
    kafka: KafkaProof
    kept: list[KeptOut]


class ListedErasure(BaseModel):
    """An erasure in the list; `overdue` names the services that have not answered in time."""

    customer_id: UUID
    status: Literal["pending", "purged", "complete"]
    deleted_at: datetime
    overdue: list[str]


class AccountOut(BaseModel):
    """Who is logged in."""

    account_id: UUID
    email: str
    name: str
    role: Literal["owner", "staff", "customer"]
    customer_id: UUID | None
