"""What an undo needs, as one JSON document; sealed bank details stand beside it, so that they can be sealed anew."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from pydantic import BaseModel, TypeAdapter

from customers.adapters.merge_tables import MergeMemoryRow
from customers.domain.customer import Customer, SealedBankDetails
from customers.domain.merge import MergeMemory


class StoredMemory(BaseModel):
    """The document. `notes` maps each note that moved to the participant it was on."""

    source: Customer
    before: Customer
    after: Customer
    moved: list[UUID]
    notes: dict[UUID, UUID | None]
    accounts: list[dict[str, Any]]
    """The portal accounts of both as rows: whatever columns they have."""
    health: tuple[str, str | None]
    """The survivor's address health and since when."""


_READER = TypeAdapter(StoredMemory)


def stored(memory: MergeMemory, **more: Any) -> dict[str, Any]:
    """The document without the sealed bank details."""
    document = StoredMemory(
        source=_unsealed(memory.source),
        before=_unsealed(memory.before),
        after=_unsealed(memory.after),
        moved=sorted(memory.moved),
        **more,
    )
    return document.model_dump(mode="json")


def recalled(row: MergeMemoryRow) -> tuple[MergeMemory, StoredMemory]:
    """What was remembered. The worker makes the fingerprints of the IBANs again."""
    document = _READER.validate_python(row.memory)
    memory = MergeMemory(
        source=_sealed(document.source, row.source_bank_details),
        before=_sealed(document.before, row.survivor_bank_details),
        after=document.after,
        moved=frozenset(document.moved),
    )
    return memory, document


def _unsealed(customer: Customer) -> Customer:
    bank = customer.bank_details
    return replace(customer, bank_details=SealedBankDetails(b"", bank.iban_last_four)) if bank else customer


def _sealed(customer: Customer, sealed: bytes | None) -> Customer:
    bank = customer.bank_details
    return replace(customer, bank_details=replace(bank, sealed=sealed)) if bank and sealed else customer
