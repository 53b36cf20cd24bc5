"""What one service reacts to and creates, seen from a process of its own: services never meet in one.

`python -m tests.contract.service_view billing` prints it as JSON.
"""

import functools
import importlib
import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from typing import Any

import orjson
from pydantic import ValidationError

from tests.contract.contracts import Json, examples


@dataclass(frozen=True)
class Reads:
    """One subscription; what its model made of the examples, and of the same with an unknown field added."""

    topic: str
    type: str
    ordered: bool
    terminal: bool
    read: int
    refused: list[str]
    disturbed: list[str]


@dataclass(frozen=True)
class View:
    """Subscriptions, and the topics it creates with their clean-up and retention."""

    reads: list[Reads]
    creates: dict[str, tuple[str, int | None]]


@functools.cache
def view_of(service: str) -> View:
    """The service as its own process sees it."""
    shown = subprocess.run(
        [sys.executable, "-m", "tests.contract.service_view", service], check=True, capture_output=True
    )
    seen = json.loads(shown.stdout)
    return View(
        [Reads(**reads) for reads in seen["reads"]],
        {topic: (cleanup, retention) for topic, (cleanup, retention) in seen["creates"].items()},
    )


def _look(service: str) -> View:
    composed = importlib.import_module(f"{service}.bootstrap").SERVICE
    return View(
        [_reads(subscription) for subscription in composed.subscriptions],
        {topic.name: (topic.cleanup, topic.retention_ms) for topic in composed.topics},
    )


def _reads(subscription: Any) -> Reads:
    refused, disturbed, read = [], [], 0
    for path, example in examples(subscription.type):
        try:
            plain = _read(subscription, example["data"])
            read += 1
            if _read(subscription, example["data"] | {"added_in_a_later_release": {"ä": [1]}}) != plain:
                disturbed.append(path.name)
        except ValidationError as error:
            refused.append(f"{path.name}: {error}")
    return Reads(
        subscription.topic,
        subscription.type,
        subscription.ordered,
        subscription.terminal,
        read,
        refused,
        disturbed,
    )


def _read(subscription: Any, data: Json) -> Any:
    return subscription.model.model_validate_json(orjson.dumps(data))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(_look(sys.argv[1]))))
