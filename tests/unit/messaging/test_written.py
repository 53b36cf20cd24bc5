"""M1: what is wrong with a text is said so that whoever wrote it knows what to do."""

import pytest
from pydantic import TypeAdapter, ValidationError

from messaging.entrypoints.http.content import Subject, Text


@pytest.mark.parametrize("blank", ["", " ", "\u00a0"])
def test_m1_a_text_without_words_is_called_empty(blank: str) -> None:
    for kind in (Subject, Text):
        with pytest.raises(ValidationError) as refused:
            TypeAdapter(kind).validate_python(blank)
        [error] = refused.value.errors()
        assert (error["ctx"]["code"], error["ctx"]["message_de"]) == ("empty", "Hier muss etwas stehen.")
