"""What is said about a value that does not validate, read by people."""

from enum import StrEnum
from typing import Literal

import pytest
from pydantic import TypeAdapter, ValidationError

from chassis.http.validation_texts import validation_text


class Kind(StrEnum):
    """Two of three."""

    NOTICE = "notice"
    NEWSLETTER = "newsletter"
    SYSTEM = "system"


@pytest.mark.parametrize("chosen", [Kind, Literal[Kind.NOTICE, Kind.NEWSLETTER, Kind.SYSTEM]])
def test_what_may_be_chosen_is_counted_up_in_each_language_by_its_name_in_the_api(chosen: object) -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(chosen).validate_python("Newsletter")
    [error] = refused.value.errors()
    german, english = validation_text(error["type"], error["ctx"])
    assert german == "Erlaubt sind: 'notice', 'newsletter' oder 'system'."
    assert english == "Allowed are: 'notice', 'newsletter' or 'system'."
