"""The route: JSON for machines, a page for people. For staff alone; who asked for whom is in the audit trail."""

from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query
from pydantic import BaseModel
from starlette.responses import HTMLResponse, JSONResponse, Response

from chassis.http.actors import Staff
from chassis.http.dependencies import Db
from chassis.http.problems import language, problem_responses
from chassis.http.service_calls import ServiceCalls
from customers.adapters.audit import record_audit
from customers.domain.erasure import OWNER
from customers.entrypoints.http.customers import require_shown
from customers.entrypoints.http.dependencies import Environment, Vault
from customers.entrypoints.http.personal_data.gathering import gathered, ids_of, own_data
from customers.entrypoints.http.personal_data.page import page_of

router = APIRouter(prefix="/api/customers", tags=["customers"], responses=problem_responses(401, 403, 422))


async def _neighbours(environment: Environment) -> AsyncIterator[ServiceCalls]:
    calls = ServiceCalls(environment, OWNER)
    try:
        yield calls
    finally:
        await calls.close()


class PersonalData(BaseModel):
    """What each service holds, by kind of data. `missing` did not answer; ask again later."""

    customer_id: UUID
    gathered_at: str
    complete: bool
    missing: list[str]
    services: dict[str, dict[str, list[dict[str, Any]]]]


@router.get(
    "/{customer_id}/personal-data",
    response_model=PersonalData,
    responses={
        200: {"content": {"text/html": {"schema": {"type": "string"}}}},
        **problem_responses(404, 410),
    },
)
async def tell_personal_data(
    customer_id: UUID,
    actor: Staff,
    db: Db,
    vault: Vault,
    neighbours: Annotated[ServiceCalls, Depends(_neighbours)],
    format: Annotated[
        Literal["json", "html"] | None, Query(description="Wins over the Accept header")
    ] = None,
    lang: Annotated[Literal["de", "en"] | None, Query(description="Of the page")] = None,
    accept: Annotated[str, Header(include_in_schema=False)] = "",
    accept_language: Annotated[str, Header(include_in_schema=False)] = "",
) -> Response:
    """All that is held of the customer, in all services, for a request by Art. 15 or 20 GDPR.

    Internal notes are part of it; who wrote them is not.
    """
    async with db.reading() as session:
        customer = await require_shown(session, customer_id)
        own = await own_data(session, vault, customer["id"])
        customer_ids = await ids_of(session, customer["id"])
    answer = await gathered(neighbours, customer_ids, own)
    async with db.transaction() as session:
        await record_audit(session, actor, "personal_data.shown", "customer", customer["id"])
    headers = {"Cache-Control": "no-store", "Vary": "Accept, Accept-Language"}
    if format == "html" or (format is None and _prefers_page(accept)):
        chosen = lang or language(accept_language)
        return HTMLResponse(page_of(answer, customer, chosen), headers=headers | {"Content-Language": chosen})
    return JSONResponse(answer, headers=headers)


def _prefers_page(accept: str) -> bool:
    kinds = [part.partition(";")[0].strip().lower() for part in accept.split(",")]
    return "text/html" in kinds and "application/json" not in kinds
