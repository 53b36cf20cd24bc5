"""What counts as an extension of a released schema, and what breaks somebody."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.contract.compatibility import breaks
from tests.contract.contracts import SCHEMAS, schemas

Json = dict[str, Any]


def snapshot() -> Json:
    return copy.deepcopy(schemas(SCHEMAS)["customer.created"])


def _remove(schema: Json) -> None:
    del schema["properties"]["phone"]
    schema["required"].remove("phone")


def _rename(schema: Json) -> None:
    schema["properties"]["surname"] = schema["properties"].pop("last_name")
    schema["required"][schema["required"].index("last_name")] = "surname"


def _other_type(schema: Json) -> None:
    schema["properties"]["number"] = {"type": "string"}


def _never_null(schema: Json) -> None:
    schema["properties"]["first_name"] = {"type": "string"}


def _may_be_null(schema: Json) -> None:
    schema["properties"]["email"] = {"anyOf": [{"type": "string"}, {"type": "null"}]}


def _shorter(schema: Json) -> None:
    schema["properties"]["email"]["maxLength"] = 64


def _fewer_values(schema: Json) -> None:
    schema["properties"]["newsletter_state"]["enum"].remove("requested")


def _more_values(schema: Json) -> None:
    schema["properties"]["status"]["enum"].append("merged")


def _new_and_required(schema: Json) -> None:
    schema["properties"]["nickname"] = {"type": "string"}
    schema["required"].append("nickname")


def _no_longer_promised(schema: Json) -> None:
    schema["required"].remove("version")


def _nested_removed(schema: Json) -> None:
    del schema["$defs"]["AddressData"]["properties"]["city"]


def _nested_required(schema: Json) -> None:
    person = schema["$defs"]["ParticipantData"]
    person["properties"]["nickname"] = {"type": "string"}
    person.setdefault("required", []).append("nickname")


def _list_of_other_things(schema: Json) -> None:
    schema["properties"]["further_phones"]["items"] = {"type": "integer"}


def _closed(schema: Json) -> None:
    schema["additionalProperties"] = False


BREAKING: list[tuple[Callable[[Json], None], str]] = [
    (_remove, "/phone: was removed or renamed"),
    (_rename, "/last_name: was removed or renamed"),
    (_other_type, "/number/type: 'integer' became 'string'"),
    (_never_null, "/first_name/anyOf: is gone"),
    (_may_be_null, "/email/anyOf: is new"),
    (_shorter, "/email/maxLength: is new"),
    (_fewer_values, "/newsletter_state/enum: "),
    (_more_values, "/status/enum: "),
    (_new_and_required, "/nickname: is newly required"),
    (_no_longer_promised, "/version: is not promised any more"),
    (_nested_removed, "/address/anyOf/0/city: was removed or renamed"),
    (_nested_required, "/participants/items/nickname: is newly required"),
    (_list_of_other_things, "/further_phones/items/type: 'string' became 'integer'"),
    (_closed, "/additionalProperties: True became False"),
]


@pytest.mark.parametrize(("change", "said"), BREAKING, ids=[change.__name__[1:] for change, _ in BREAKING])
def test_a_breaking_change_is_found_and_named(change: Callable[[Json], None], said: str) -> None:
    changed = snapshot()
    change(changed)
    found = breaks(snapshot(), changed)
    assert any(line.startswith(said) for line in found), found


def test_an_event_that_is_published_no_more_breaks_its_readers() -> None:
    assert breaks(snapshot(), None) == ["the event is not published any more"]


def test_a_new_optional_field_is_an_extension_at_any_depth() -> None:
    extended = snapshot()
    extended["properties"]["nickname"] = {"type": "string"}
    extended["$defs"]["ParticipantData"]["properties"]["nickname"] = {"type": "string"}
    assert breaks(snapshot(), extended) == []


def test_words_for_people_may_change() -> None:
    reworded = snapshot()
    reworded["description"] = "Somebody new."
    reworded["properties"]["number"]["description"] = "Never reused."
    reworded["required"].reverse()
    assert breaks(snapshot(), reworded) == []


def test_a_shape_may_move_to_another_name_as_long_as_it_stays_the_same() -> None:
    moved = snapshot()
    moved["$defs"]["PostalAddress"] = moved["$defs"].pop("AddressData")
    for alternative in moved["properties"]["address"]["anyOf"]:
        if "$ref" in alternative:
            alternative["$ref"] = "#/$defs/PostalAddress"
    assert breaks(snapshot(), moved) == []
