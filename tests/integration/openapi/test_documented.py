"""Whatever is asked of the APIs, valid or not, they answer as their OpenAPI documents say, and never with 5xx."""

import importlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from chassis.http.app import openapi_document
from tests.integration.openapi.served import Served
from tests.support.servers import Stack

SERVICES = ("customers", "billing", "messaging", "importer")
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
_ENDLESS = "/events"  # a stream does not end, and has tests of its own
_EXAMPLES = 10  # of valid and of invalid requests, for each operation


def _operations() -> Iterator[Any]:
    for service in SERVICES:
        document = openapi_document(importlib.import_module(f"{service}.bootstrap").SERVICE)
        for found in schemathesis.openapi.from_dict(document).get_all_operations():
            operation = found.ok()
            if not operation.path.endswith(_ENDLESS):
                yield pytest.param(service, operation, id=operation.label)


@pytest.fixture(scope="module")
def running(stack: Stack) -> Iterator[dict[str, Served]]:
    """The services that were asked for, each started once."""
    started: dict[str, Served] = {}
    yield started
    for served in started.values():
        served.stop()


@pytest.mark.parametrize(("service", "operation"), list(_operations()))
def test_the_answers_are_those_of_the_document(
    running: dict[str, Served], stack: Stack, service: str, operation: Any
) -> None:
    if service not in running:
        running[service] = Served(importlib.import_module(f"{service}.bootstrap").SERVICE, stack)
        running[service].start()
    served = running[service]
    with requests.Session() as session:
        _ask(served, operation, GenerationMode.POSITIVE, session)
        with suppress(Unsatisfiable):  # where nothing can be given, nothing can be wrong
            _ask(served, operation, GenerationMode.NEGATIVE, session)


def _ask(served: Served, operation: Any, mode: GenerationMode, session: requests.Session) -> None:
    @settings(
        max_examples=_EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
    def answers(case: Any, data: st.DataObject) -> None:
        for name in case.path_parameters or {}:
            # Ids that nobody knows say little; every third stays.
            if served.ids.get(name) and data.draw(st.integers(0, 2)):
                case.path_parameters[name] = data.draw(st.sampled_from(served.ids[name]))
        headers = {"Authorization": f"Bearer {served.token()}"}
        if case.method in ("PATCH", "DELETE") and data.draw(st.booleans()):
            headers["If-Match"] = "*"
        response = case.call(base_url=served.url, session=session, headers=headers)
        case.validate_response(response, checks=CHECKS)

    answers()
