"""What a merge would do, for a person to look at."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from customers.adapters.bank_data import BankVault
from customers.adapters.queries import read_customer
from customers.adapters.tables import CustomerRow, NoteRow
from customers.domain.customer import Customer, SealedBankDetails
from customers.domain.errors import BankDetailsUnreadable
from customers.domain.merge import FieldChoice, MergePlan


async def preview(
    session: AsyncSession, vault: BankVault, source: Customer, survivor: Customer, plan: MergePlan
) -> dict[str, Any]:
    """Both customers, each field with both values, and what moves. How many messages, only messaging knows."""
    return {
        "source": await read_customer(session, source.id),
        "survivor": await read_customer(session, survivor.id),
        "fields": [_field(choice, vault) for choice in plan.choices.values()],
        "participants": [
            {
                "id": participant.id,
                "first_name": participant.first_name,
                "last_name": participant.last_name,
                "birth_date": participant.birth_date,
                "same_as": plan.joined.get(participant.id),
            }
            for participant in source.participants
        ],
        "moves": await _moves(session, source, survivor, plan),
    }


async def _moves(
    session: AsyncSession, source: Customer, survivor: Customer, plan: MergePlan
) -> dict[str, int | None]:
    row = await session.get_one(CustomerRow, source.id)
    notes = select(func.count()).select_from(NoteRow).where(NoteRow.customer_id == source.id)
    groups = sum(
        len(set(getattr(source.data, kind)) - set(getattr(survivor.data, kind)))
        for kind in ("customer_group_ids", "recipient_group_ids")
    )
    return {
        "notes": await session.scalar(notes) or 0,
        "participants": len(plan.moved),
        "groups": groups,
        "credit_cents": row.credit_cents,
        "open_invoices": row.open_invoices,
        "bookings": row.bookings_ever,
        "messages": None,
    }


def _field(choice: FieldChoice, vault: BankVault) -> dict[str, Any]:
    source, survivor = _shown(choice.field, choice.source), _shown(choice.field, choice.survivor)
    return {
        "field": choice.field,
        "source": source,
        "survivor": survivor,
        "choice": choice.choice,
        "differs": _differs(choice.source, choice.survivor, vault),
    }


def _differs(source: Any, survivor: Any, vault: BankVault) -> bool:
    if isinstance(source, SealedBankDetails) and isinstance(survivor, SealedBankDetails):
        try:  # sealed twice, the same is other bytes
            return vault.open(source.sealed) != vault.open(survivor.sealed)
        except BankDetailsUnreadable:
            return True
    return bool(source != survivor)


def _shown(name: str, value: Any) -> Any:
    match name:
        case "bank_details":
            return {"iban": f"•••• {value.iban_last_four}"} if isinstance(value, SealedBankDetails) else None
        case "newsletter" | "status":
            return value[0]
        case "address":
            return asdict(value) if value else None
        case _:
            return value
