"""The contract as it is committed, and the contract as the services' code has it."""

import functools
import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from chassis.events.published import PublishedEvent, published_events

DIRECTORY = Path(__file__).parents[2] / "shared" / "contracts"
SCHEMAS = DIRECTORY / "schemas"
RELEASED = DIRECTORY / "released"
EXAMPLES = DIRECTORY / "examples"
CHECKSUMS = EXAMPLES / "CHECKSUMS"

SERVICES = ("customers", "billing", "messaging", "importer")

Json = dict[str, Any]


@functools.cache
def document() -> Json:
    """The AsyncAPI document. To read, not to change."""
    loaded: Json = yaml.safe_load((DIRECTORY / "asyncapi.yaml").read_text(encoding="utf-8"))
    return loaded


def published_by(service: str) -> list[type[PublishedEvent]]:
    """The events a service's code promises."""
    return published_events(importlib.import_module(f"{service}.events.published"))


def schemas(directory: Path) -> dict[str, Json]:
    """The schemas of a directory by event type."""
    return {path.stem: json.loads(path.read_text()) for path in sorted(directory.glob("*.json"))}


def examples(type: str | None = None) -> Iterator[tuple[Path, Json]]:
    """The committed examples, of one type or of all."""
    for path in sorted(EXAMPLES.glob(f"{type or '*'}/*.json")):
        yield path, json.loads(path.read_text())
