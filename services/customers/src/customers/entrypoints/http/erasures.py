"""`/api/erasures`: the erasure certificates (C10)."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from fastapi import APIRouter

from chassis.http.actors import Staff
from chassis.http.dependencies import Db
from chassis.http.pages import Page, PageOf, encode_cursor
from chassis.http.problems import problem_responses
from customers.adapters.erasures import StoredErasures
from customers.domain.erasure import OTHERS, OWNER, Erasure
from customers.domain.errors import ErasureNotFound
from customers.entrypoints.http.answers import ErasureOut, JsonAnswer, ListedErasure
from customers.entrypoints.http.dependencies import Environment

router = APIRouter(prefix="/api/erasures", tags=["erasures"], responses=problem_responses(401, 403, 422))


@router.get("", response_model=PageOf[ListedErasure])
async def find(_: Staff, db: Db, environment: Environment, paging: Page) -> JsonAnswer:
    """The erasures, open and finished, the latest first: ids and where they stand."""
    order = paging.order({"deleted_at"}, default="-deleted_at")
    after = paging.after(datetime, UUID)
    async with db.reading() as session:
        found, total = await StoredErasures(session).page(
            descending=order.descending, after=(after[0], after[1]) if after else None, limit=paging.limit + 1
        )
    shown, now = found[: paging.limit], datetime.now(UTC)
    more = len(found) > paging.limit
    return JsonAnswer(
        {
            "items": [
                {
                    "customer_id": erasure.customer_id,
                    "status": erasure.status,
                    "deleted_at": erasure.deleted_at,
                    "overdue": erasure.overdue(now, environment.erasure_deadline),
                }
                for erasure in shown
            ],
            "next_cursor": encode_cursor(shown[-1].deleted_at, shown[-1].customer_id) if more else None,
            "total": total,
        }
    )


@router.get("/{customer_id}", response_model=ErasureOut, responses=problem_responses(404))
async def read(customer_id: UUID, _: Staff, db: Db, environment: Environment) -> JsonAnswer:
    """How far the erasure of this customer, and of all merged into it, has come, and what stays."""
    async with db.reading() as session:
        erasure = await StoredErasures(session).read_whole(customer_id)
    if erasure is None:
        raise ErasureNotFound(customer_id)
    return JsonAnswer(certificate(erasure, datetime.now(UTC), environment.erasure_deadline))


def certificate(erasure: Erasure, now: datetime, deadline: timedelta) -> dict[str, Any]:
    """The certificate as the API answers it. `kafka.by` is the promise until it was seen to be kept."""
    return {
        "customer_id": erasure.customer_id,
        "status": erasure.status,
        "deleted_at": erasure.deleted_at,
        "services": {
            service: {
                "status": erasure.answer_of(service, now, deadline),
                "counts": dict(erasure.purges[service].counts) if service in erasure.purges else {},
            }
            for service in (OWNER, *OTHERS)
        },
        "kafka": {
            "status": "verified" if erasure.kafka_verified_at else "pending",
            "by": erasure.kafka_verified_at or erasure.kafka_by,
        },
        "kept": [vars(kept) for kept in erasure.kept],
    }
