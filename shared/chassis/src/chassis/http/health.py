"""`/livez`, `/readyz` and `/metrics`, for the private port."""

import asyncio

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from starlette.responses import JSONResponse

from chassis.database import Database
from chassis.service import Runtime

_DATABASE_WITHIN_S = 2.0


def health_router(runtime: Runtime) -> APIRouter:
    """The probes and the metrics of a process."""
    router = APIRouter(include_in_schema=False)

    @router.get("/livez")
    async def livez() -> dict[str, str]:
        """The event loop answers: that is all a restart could mend."""
        return {"status": "alive"}

    @router.get("/readyz")
    async def readyz() -> Response:
        """200 when requests and events are being handled, else 503 with the reasons."""
        reasons = {name: reason for name, check in runtime.checks.items() if (reason := check()) is not None}
        if runtime.stopping.is_set():
            reasons["process"] = "stopping"
        if not await _answers(runtime.database):
            reasons["database"] = "unreachable"
        if reasons:
            return JSONResponse({"status": "not ready", "reasons": reasons}, status_code=503)
        return JSONResponse({"status": "ready"})

    @router.get("/metrics")
    async def metrics() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return router


async def _answers(database: Database) -> bool:
    try:
        async with asyncio.timeout(_DATABASE_WITHIN_S), database.reading() as session:
            await session.execute(text("SELECT 1"))
    except Exception:
        return False
    return True
