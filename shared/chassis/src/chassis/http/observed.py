"""Each request seen from outside: a span, the metrics, and an answer even when the handler breaks."""

import time
from typing import Any

from opentelemetry import trace
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.http.problems import render, standard_problem
from chassis.logs import get_logger
from chassis.metrics import HTTP_REQUEST_SECONDS, HTTP_REQUESTS
from chassis.tracing import span

_log = get_logger(__name__)

# Connection lost, server shutting down, out of resources, deadlock or serialization, lock not available, a standby.
_PASSING_SQLSTATES = ("08", "57", "53", "40", "55P03", "25006")
# A value the column cannot hold that no rule of the request model has caught.
_DATA_EXCEPTION = "22"
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class Observed:
    """ASGI middleware. Names requests by their route's template, never by what was asked for.

    An unexpected exception is logged without its text and answered with a 500 problem; a database that
    is away with a 503 one, and one that cannot hold what was sent with a 422 one. When the answer had
    begun already, the connection is cut.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        method = scope["method"] if scope["method"] in _METHODS else "other"
        status = 0

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        started = time.perf_counter()
        with span(method, headers.get("traceparent"), kind="server") as current:
            try:
                await self._app(scope, receive, noted)
            except Exception as error:
                failed = _status_of(error)
                if failed == 503:
                    _log.warning("database not available", route=_template(scope), method=method)
                else:
                    _log.exception("request failed", route=_template(scope), method=method, status=failed)
                if status:
                    raise
                problem = standard_problem(failed, headers={"Retry-After": "2"} if failed == 503 else None)
                await render(problem, headers.get("accept-language"))(scope, receive, noted)
            finally:
                _finish(current, scope, method, status, time.perf_counter() - started)


def _finish(current: trace.Span, scope: Scope, method: str, status: int, seconds: float) -> None:
    route = _template(scope)
    current.update_name(f"{method} {route}")
    current.set_attribute("http.request.method", method)
    current.set_attribute("http.route", route)
    current.set_attribute("http.response.status_code", status)
    if status >= 500 or status == 0:
        current.set_status(trace.StatusCode.ERROR)
    HTTP_REQUESTS.labels(method, route, str(status)).inc()
    HTTP_REQUEST_SECONDS.labels(method, route).observe(seconds)


def _template(scope: Scope) -> str:
    route: Any = scope.get("route")
    return str(getattr(route, "path", "unmatched"))


def _status_of(error: Exception) -> int:
    if isinstance(error, (PoolTimeout, ConnectionError, TimeoutError)):
        return 503
    if isinstance(error, DBAPIError):
        sqlstate = str(getattr(error.orig, "sqlstate", None) or "")
        if error.connection_invalidated or sqlstate.startswith(_PASSING_SQLSTATES):
            return 503
        if sqlstate.startswith(_DATA_EXCEPTION):
            return 422
    return 500
