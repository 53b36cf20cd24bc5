"""`/private/personal-data/{customer_id}`: what a service holds of a customer, for the one service that gathers it."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.encoders import jsonable_encoder
from starlette.responses import JSONResponse

from chassis.http.dependencies import Db
from chassis.http.problems import standard_problem
from chassis.http.service_calls import Caller
from chassis.personal_data import DataMap, told

GATHERER = "customers"


def personal_data_path(customer_id: UUID) -> str:
    """Where a service tells it, on its private port."""
    return f"/private/personal-data/{customer_id}"


def personal_data_router(data_map: DataMap) -> APIRouter:
    """The route of a service with this data map; the gatherer's token opens it and nobody else's."""
    router = APIRouter(tags=["private"])

    @router.get("/private/personal-data/{customer_id}")
    async def tell(customer_id: UUID, caller: Caller, db: Db) -> JSONResponse:
        """By kind of data, a list of rows each."""
        if caller != GATHERER:
            raise standard_problem(403)
        async with db.reading() as session:
            answer: dict[str, Any] = await told(session, data_map, customer_id)
        return JSONResponse(jsonable_encoder(answer), headers={"Cache-Control": "no-store"})

    return router
