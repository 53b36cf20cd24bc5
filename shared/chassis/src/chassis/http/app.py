"""The two applications of a process: the public API, and the private one for probes and neighbours."""

from typing import Any

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from chassis.database import Database
from chassis.http import problems
from chassis.http.bodies import BodyGuard
from chassis.http.health import health_router
from chassis.http.observed import Observed
from chassis.http.ops import ops_router
from chassis.http.repeated import refuse_repeated_parameters
from chassis.http.stream import Broadcaster, stream_router
from chassis.service import Runtime, Service
from chassis.settings import ServiceSettings
from chassis.tokens import Verifier


def create_api(
    service: Service, settings: ServiceSettings, database: Database, verifier: Verifier
) -> FastAPI:
    """The public API of a service. Close `api.state.broadcaster` before the database."""
    api = routes(service)
    furnish(api, settings, database, verifier)
    return api


def furnish(api: FastAPI, settings: ServiceSettings, database: Database, verifier: Verifier) -> None:
    """Put behind `routes` what their requests need."""
    api.state.settings = settings
    api.state.database = database
    api.state.verifier = verifier
    api.state.broadcaster = Broadcaster(database)


def create_private_app(runtime: Runtime, verifier: Verifier, *, with_routes: bool) -> FastAPI:
    """`/livez`, `/readyz` and `/metrics`; with the service's private routes where it is the api's."""
    service = runtime.service
    app = _application(service, f"{service.name} (private)", openapi_url=None)
    app.state.service = service.name
    app.state.settings = runtime.settings
    app.state.database = runtime.database
    app.state.verifier = verifier
    app.include_router(health_router(runtime))
    for router in service.private_routers if with_routes else ():
        app.include_router(router)
    return app


def openapi_document(service: Service) -> dict[str, Any]:
    """The OpenAPI document of a service; needs no environment."""
    return routes(service).openapi()


def routes(service: Service) -> FastAPI:
    """The public API of a service without settings or database."""
    api = _application(service, service.name, openapi_url=f"/api/{service.name}/openapi.json")
    # Before the service's own: `/api/customers/events` is no customer's id.
    api.include_router(stream_router(service.name))
    api.include_router(ops_router(service.name, service.alarms))
    for router in service.routers:
        api.include_router(router)
    document = api.openapi

    def with_problems() -> dict[str, Any]:
        described = document()
        schemas = described.setdefault("components", {}).setdefault("schemas", {})
        if "Problem" not in schemas:
            template = "#/components/schemas/{model}"
            schema = problems.ProblemBody.model_json_schema(ref_template=template)
            schemas |= schema.pop("$defs", {}) | {"Problem": schema}
            for name in ("HTTPValidationError", "ValidationError"):
                schemas.pop(name, None)
            _describe_common(described)
        return described

    api.openapi = with_problems  # type: ignore[method-assign]
    return api


def _describe_common(document: dict[str, Any]) -> None:
    """What any operation may answer besides its own: 503 while the database is away, 413 and 415 for bodies."""
    for operations in document["paths"].values():
        for operation in operations.values():
            answers = operation["responses"]
            if "422" in answers:
                answers |= _documented(422)
            answers |= {**_documented(413, 415), **answers} if "requestBody" in operation else {}
            answers |= {**_documented(503), **answers}


def _documented(*statuses: int) -> dict[str, Any]:
    return {str(status): answer for status, answer in problems.problem_responses(*statuses).items()}


def _application(service: Service, title: str, openapi_url: str | None) -> FastAPI:
    app = FastAPI(
        title=title,
        openapi_url=openapi_url,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        dependencies=[Depends(refuse_repeated_parameters)],
    )
    app.add_exception_handler(problems.Problem, problems.on_problem)
    app.add_exception_handler(HTTPException, problems.on_http_exception)
    app.add_exception_handler(RequestValidationError, problems.on_validation_error)
    for error, translate in service.problems.items():
        app.add_exception_handler(error, problems.mapped(translate))
    # The last one added is the outermost.
    app.add_middleware(BodyGuard, max_body_bytes=service.max_body_bytes)
    app.add_middleware(Observed)
    return app
