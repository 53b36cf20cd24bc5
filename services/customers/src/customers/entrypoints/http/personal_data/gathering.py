"""Gathering what all services hold of a customer; what cannot be had is named, never left out in silence."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from fastapi.encoders import jsonable_encoder
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.http.personal_data import personal_data_path
from chassis.http.service_calls import NeighbourUnavailable, ServiceCalls
from chassis.personal_data import told
from customers.adapters.bank_data import BankVault
from customers.adapters.data_map import DATA_MAP
from customers.adapters.tables import CustomerRow, GroupRow
from customers.domain.erasure import OTHERS, OWNER
from customers.domain.errors import BankDetailsUnreadable

_WITHIN_S = 15.0


async def own_data(session: AsyncSession, vault: BankVault, customer_id: UUID) -> dict[str, Any]:
    """What customers holds itself; bank details in full, and groups by their names too."""
    data = await told(session, DATA_MAP, customer_id)
    for row in data["customer"]:
        if row["bank_details"] is not None:
            row["bank_details"] = _opened(vault, row["bank_details"])
        for kind in ("customer", "recipient"):
            names = await session.scalars(
                select(GroupRow.name).where(GroupRow.id.in_(row[f"{kind}_group_ids"])).order_by(GroupRow.name)
            )
            row[f"{kind}_groups"] = list(names)
    for row in data["merge_memories"]:
        row["memory"] = _without_others(row["memory"])
    encoded: dict[str, Any] = jsonable_encoder(data)
    return encoded


def _without_others(memory: dict[str, Any]) -> dict[str, Any]:
    """The remembered customers without what is withheld of present ones: password hashes, and who blocked."""
    sides = {side: dict(memory[side]) for side in ("source", "before", "after")}
    for customer in sides.values():
        if customer["block"] is not None:
            customer["block"] = {name: value for name, value in customer["block"].items() if name != "by"}
    return {name: value for name, value in memory.items() if name != "accounts"} | sides


def _opened(vault: BankVault, sealed: bytes) -> dict[str, Any]:
    try:
        return dict(vault.open(sealed))
    except BankDetailsUnreadable:
        return {"unreadable": True}


async def ids_of(session: AsyncSession, customer_id: UUID) -> list[UUID]:
    """The customer's id and those of all who were merged into it: the neighbours keep what was theirs under these."""
    merged = await session.scalars(
        select(CustomerRow.id).where(CustomerRow.merged_into == customer_id).order_by(CustomerRow.id)
    )
    return [customer_id, *merged]


async def gathered(calls: ServiceCalls, customer_ids: Sequence[UUID], own: dict[str, Any]) -> dict[str, Any]:
    """The answer of the API: `own` and what the neighbours tell; those that do not answer are `missing`.

    customer_ids: those of `ids_of`, the customer's own first.
    """
    answers = await asyncio.gather(*(_ask_all(calls, service, customer_ids) for service in OTHERS))
    services = {OWNER: own} | {s: a for s, a in zip(OTHERS, answers, strict=True) if a is not None}
    missing = [service for service in OTHERS if service not in services]
    return {
        "customer_id": str(customer_ids[0]),
        "gathered_at": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
        "complete": not missing,
        "missing": missing,
        "services": services,
    }


async def _ask_all(calls: ServiceCalls, service: str, customer_ids: Sequence[UUID]) -> dict[str, Any] | None:
    whole: dict[str, Any] = {}
    for customer_id in customer_ids:
        answer = await _ask(calls, service, customer_id)
        if answer is None:
            return None
        for kind, rows in answer.items():
            whole.setdefault(kind, []).extend(rows)
    return whole


async def _ask(calls: ServiceCalls, service: str, customer_id: UUID) -> dict[str, Any] | None:
    try:
        answer = await calls.get(service, personal_data_path(customer_id), timeout_s=_WITHIN_S)
    except NeighbourUnavailable:
        return None
    return answer if isinstance(answer, dict) else None
