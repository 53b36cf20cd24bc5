"""The public API of a service in process."""

from collections.abc import Callable
from copy import copy
from datetime import timedelta
from typing import Any

import httpx
from fastapi import FastAPI
from starlette.datastructures import State

from chassis.database import Database
from chassis.http.app import furnish, routes
from chassis.service import Service
from chassis.settings import ServiceSettings
from chassis.tokens import Verifier

A_TEST = timedelta(hours=1)
"""How long a test's token is good. A minute, as the gateway's, may be over before a busy machine is through."""

_built: list[tuple[Service, FastAPI]] = []


def api_of(service: Service, settings: ServiceSettings, database: Database, verifier: Verifier) -> FastAPI:
    """As `chassis.http.app.create_api`, but the routes are built once: that takes longer than most tests."""
    api = copy(_routes(service))
    api.state = State()
    api.middleware_stack = None
    furnish(api, settings, database, verifier)
    return api


def _routes(service: Service) -> FastAPI:
    for known, built in _built:
        if known is service:
            return built
    _built.append((service, routes(service)))
    return _built[-1][1]


def verifier_of(keys: Callable[[], Any]) -> Verifier:
    """A verifier that reads what `keys` answers as the JWKS of a service in process."""
    app = FastAPI()
    app.add_api_route("/jwks.json", keys)
    return Verifier("http://keys/jwks.json", httpx.AsyncClient(transport=httpx.ASGITransport(app)))
