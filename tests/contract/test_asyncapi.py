"""The AsyncAPI document says what the services do."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from tests.contract.contracts import (
    DIRECTORY,
    SCHEMAS,
    SERVICES,
    Json,
    document,
    published_by,
    schemas,
)
from tests.contract.service_view import view_of

Routes = dict[str, set[str]]


def test_the_document_is_valid_asyncapi_3() -> None:
    specification = json.loads((Path(__file__).parent / "asyncapi" / "3.0.0.json").read_text())
    errors = list(Draft7Validator(specification).iter_errors(document()))
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


def test_every_reference_leads_somewhere() -> None:
    for reference in _references(document()):
        file, _, pointer = reference.partition("#")
        if file:
            assert (DIRECTORY / file).is_file(), reference
        else:
            _at(pointer)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_receives_what_the_document_says(service: str) -> None:
    subscribed: Routes = defaultdict(set)
    for subscription in view_of(service).reads:
        subscribed[subscription.topic].add(subscription.type)
    assert subscribed == _documented(service, "receive")


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_sends_what_the_document_says(service: str) -> None:
    published: Routes = defaultdict(set)
    for event in published_by(service):
        published[event.topic].add(event.type)
    assert published == _documented(service, "send")


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_subscribes_once_to_each_event_and_names_its_group(service: str) -> None:
    subscriptions = [(subscription.topic, subscription.type) for subscription in view_of(service).reads]
    assert len(subscriptions) == len(set(subscriptions))
    for operation in document()["operations"].values():
        if operation["x-service"] == service and operation["action"] == "receive":
            assert operation["bindings"]["kafka"]["groupId"]["const"] == f"stammkunde.{service}"


def test_facts_are_read_without_an_order_and_snapshots_in_order() -> None:
    snapshots = {"customers", "customer-accounts", "course-dates"}
    for service in SERVICES:
        for subscription in view_of(service).reads:
            assert subscription.ordered is (subscription.topic in snapshots), subscription.type


def test_whoever_keeps_something_of_customers_ends_it_with_the_customer() -> None:
    for service in ("billing", "messaging", "importer"):
        assert [s.type for s in view_of(service).reads if s.terminal] == ["customer.deleted"]
        assert "customer.purged" in {event.type for event in published_by(service)}


def test_each_topic_is_created_by_one_service_as_documented() -> None:
    created = [entry for service in SERVICES for entry in view_of(service).creates.items()]
    documented = []
    for name, channel in document()["channels"].items():
        settings = channel["bindings"]["kafka"]["topicConfiguration"]
        documented.append((name, (settings["cleanup.policy"][0], settings.get("retention.ms"))))
    assert sorted(created) == sorted(documented)


def test_every_schema_is_the_payload_of_one_message() -> None:
    messages = document()["components"]["messages"]
    assert messages.keys() == schemas(SCHEMAS).keys()
    for type, message in messages.items():
        assert message["name"] == type
        assert message["payload"]["schema"] == {"$ref": f"./schemas/{type}.json"}


def _documented(service: str, action: str) -> Routes:
    found: Routes = {}
    for name, operation in document()["operations"].items():
        if operation["x-service"] == service and operation["action"] == action:
            channel = operation["channel"]["$ref"]
            topic = channel.rsplit("/", 1)[1]
            assert name == f"{service}.{action}s.{topic}"
            assert all(
                message["$ref"].startswith(f"{channel}/messages/") for message in operation["messages"]
            )
            found[topic] = {
                _at(message["$ref"])["$ref"].rsplit("/", 1)[1] for message in operation["messages"]
            }
    return found


def _at(pointer: str) -> Json:
    node: Any = document()
    for part in pointer.removeprefix("#").strip("/").split("/"):
        node = node[part.replace("~1", "/").replace("~0", "~")]
    resolved: Json = node
    return resolved


def _references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [reference for value in node.values() for reference in _references(value)]
    if isinstance(node, list):
        return [reference for value in node for reference in _references(value)]
    return []
