"""The committed schemas are those of the code, and only ever extended."""

import pytest
from jsonschema import Draft202012Validator

from tests.contract.compatibility import breaks
from tests.contract.contracts import RELEASED, SCHEMAS, Json, document, schemas
from tests.contract.generate import current_schemas, write

MAY_NAME_PERSONS = {"customers", "bank-details", "import-rows"}
PERSONAL = {
    "account_holder", "address", "birth_date", "body", "city", "company_name", "diagnostic", "diagnostics",
    "email", "first_name", "further_phones", "iban", "last_name", "link", "name", "note", "notes", "phone",
    "postal_code", "recipient", "salutation", "street", "subject", "text", "title", "wording",
}  # fmt: skip

NO_PERSONS = {"course_date.changed": {"title"}}
"""Fields that sound like a person's and are a course's."""


def test_the_committed_schemas_are_current() -> None:
    committed = {path.stem: path.read_text() for path in SCHEMAS.glob("*.json")}
    current = {type: write(schema) for type, schema in current_schemas().items()}
    assert committed == current, "run `python -m tests.contract.generate`"


@pytest.mark.parametrize("type", schemas(SCHEMAS))
def test_a_schema_is_valid_and_is_named_as_its_records_say(type: str) -> None:
    schema = schemas(SCHEMAS)[type]
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:stammkunde:schema:{type}"
    assert schema["description"]


@pytest.mark.parametrize("type", schemas(RELEASED))
def test_a_released_event_is_only_extended(type: str) -> None:
    assert breaks(schemas(RELEASED)[type], schemas(SCHEMAS).get(type)) == []


def test_every_event_has_been_released() -> None:
    assert schemas(RELEASED).keys() == schemas(SCHEMAS).keys(), (
        "run `python -m tests.contract.generate --release`"
    )


def test_persons_are_named_in_customers_and_import_rows_only() -> None:
    channels = document()["channels"]
    named = {
        (topic, type): found
        for topic in channels.keys() - MAY_NAME_PERSONS
        for type in _types(channels[topic])
        if (found := (_fields(schemas(SCHEMAS)[type]) & PERSONAL) - NO_PERSONS.get(type, set()))
    }
    assert named == {}
    assert _fields(schemas(SCHEMAS)["customer.created"]) & PERSONAL, "the search finds nothing at all"


def test_bank_details_are_not_in_customer_snapshots() -> None:
    for type in _types(document()["channels"]["customers"]):
        assert not {field for field in _fields(schemas(SCHEMAS)[type]) if "iban" in field or "bank" in field}


def test_the_end_of_a_customer_names_ids_only() -> None:
    assert _fields(schemas(SCHEMAS)["customer.deleted"]) == {"customer_id"}


def _types(channel: Json) -> list[str]:
    return [message["$ref"].rsplit("/", 1)[1] for message in channel["messages"].values()]


def _fields(schema: object) -> set[str]:
    """All names of fields in a schema, at any depth."""
    if isinstance(schema, list):
        return set().union(*map(_fields, schema))
    if not isinstance(schema, dict):
        return set()
    return set(schema.get("properties", {})).union(*map(_fields, schema.values()))
