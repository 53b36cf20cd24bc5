"""Examples are records as they once were published. They stay readable for ever and are never edited."""

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.contract.contracts import (
    CHECKSUMS,
    EXAMPLES,
    SCHEMAS,
    SERVICES,
    Json,
    document,
    examples,
    schemas,
)
from tests.contract.generate import checksums
from tests.contract.service_view import view_of

ALL = list(examples())
IDS = [path.relative_to(EXAMPLES).with_suffix("").as_posix() for path, _ in ALL]


def test_examples_are_never_edited_and_all_are_listed() -> None:
    assert sorted(CHECKSUMS.read_text().splitlines()) == sorted(checksums().splitlines()), (
        "an example that is listed was edited or removed (restore it), or a new one is not listed yet"
        " (run `python -m tests.contract.generate`)"
    )


def test_every_event_has_several_examples() -> None:
    assert {
        type: len(list(examples(type))) for type in schemas(SCHEMAS) if len(list(examples(type))) < 2
    } == {}


@pytest.mark.parametrize(("path", "example"), ALL, ids=IDS)
def test_an_example_is_valid_and_its_headers_are_of_its_type(path: Path, example: Json) -> None:
    type = path.parent.name
    formats = Draft202012Validator.FORMAT_CHECKER
    Draft202012Validator(schemas(SCHEMAS)[type], format_checker=formats).validate(example["data"])
    headers = document()["components"]["schemas"]["CloudEventHeaders"]
    Draft202012Validator(headers, format_checker=formats).validate(example["headers"])
    assert example["headers"]["ce_type"] == type
    assert example["headers"]["ce_dataschema"] == f"urn:stammkunde:schema:{type}"
    assert example["key"]


@pytest.mark.parametrize("service", SERVICES)
def test_a_consumer_reads_every_example_of_what_it_subscribes_to(service: str) -> None:
    for reads in view_of(service).reads:
        assert reads.refused == [], reads.type
        assert reads.read == len(list(examples(reads.type))) >= 2, reads.type


@pytest.mark.parametrize("service", SERVICES)
def test_a_consumer_ignores_what_it_does_not_know(service: str) -> None:
    assert [reads.type for reads in view_of(service).reads if reads.disturbed] == []
