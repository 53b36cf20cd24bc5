"""`/api/erasures`: the erasure certificate (C10)."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from chassis.http.actors import Staff
from chassis.http.dependencies import Db
from chassis.http.problems import problem_responses
from customers.adapters.erasures import StoredErasures
from customers.domain.erasure import OTHERS, OWNER, Erasure
from customers.domain.errors import ErasureNotFound
from customers.entrypoints.http.answers import ErasureOut, JsonAnswer

router = APIRouter(prefix="/api/erasures", tags=["erasures"], responses=problem_responses(401, 403, 422))


@router.get("/{customer_id}", response_model=ErasureOut, responses=problem_responses(404))
async def read(customer_id: UUID, _: Staff, db: Db) -> JsonAnswer:
    """How far the erasure of this customer, and of all merged into it, has come, and what stays."""
    async with db.reading() as session:
        erasure = await StoredErasures(session).read_whole(customer_id)
    if erasure is None:
        raise ErasureNotFound(customer_id)
    return JsonAnswer(certificate(erasure))


def certificate(erasure: Erasure) -> dict[str, Any]:
    """The certificate as the API answers it. `kafka.by` is the promise until it was seen to be kept."""
    return {
        "customer_id": erasure.customer_id,
        "status": erasure.status,
        "deleted_at": erasure.deleted_at,
        "services": {service: _purge(erasure, service) for service in (OWNER, *OTHERS)},
        "kafka": {
            "status": "verified" if erasure.kafka_verified_at else "pending",
            "by": erasure.kafka_verified_at or erasure.kafka_by,
        },
        "kept": [vars(kept) for kept in erasure.kept],
    }


def _purge(erasure: Erasure, service: str) -> dict[str, Any]:
    purge = erasure.purges.get(service)
    return {"status": "purged" if purge else "pending", "counts": dict(purge.counts) if purge else {}}
