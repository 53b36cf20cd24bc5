"""Cursors: opaque, typed, and never a way into a server error."""

import base64
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.http.pages import PageRequest, decode_cursor, encode_cursor
from chassis.http.problems import Problem


def test_a_cursor_gives_back_what_it_was_made_of() -> None:
    values = ("Müller", 7, uuid4(), datetime.now(UTC), date(2026, 2, 28), None, True)
    kinds = (str, int, type(values[2]), datetime, date, str | None, bool)
    assert decode_cursor(encode_cursor(*values), *kinds) == values


@pytest.mark.parametrize(
    "values",
    [("text",), (7,), (7, uuid4(), 1), (True, uuid4()), (2**63, uuid4()), (None, uuid4()), ("7", uuid4())],
)
def test_a_cursor_of_another_list_is_refused(values: tuple[Any, ...]) -> None:
    with pytest.raises(Problem) as raised:
        decode_cursor(encode_cursor(*values), int, type(uuid4()))
    assert raised.value.status == 422
    assert raised.value.errors[0].field == "cursor"


@pytest.mark.parametrize(
    "document",
    [
        b"7", b"{}", b"null", b'"x"', b"[{}]", b'[{"t":"2026-01-01T00:00:00"}]', b'[{"q":"x"}]', b'[{"u":7}]',
        b'["\\u0000"]', b'["\\ud800"]', b"[" * 5000, b"\xff", b'[{"a":1,"b":2}]', b"[1e999]", b"[NaN]",
    ],
)  # fmt: skip
def test_a_cursor_made_by_hand_is_refused(document: bytes) -> None:
    cursor = base64.urlsafe_b64encode(document).decode()
    for kind in (str, int, datetime):
        with pytest.raises(Problem):
            decode_cursor(cursor, kind)


@given(st.text(max_size=60))
def test_any_text_as_a_cursor_is_read_or_refused(text: str) -> None:
    with suppress(Problem):
        assert len(decode_cursor(text, str)) == 1


def test_the_order_is_one_of_the_known_fields() -> None:
    asked = PageRequest(50, None, "-name").order({"name", "number"}, default="number")
    assert (asked.field, asked.descending) == ("name", True)
    usual = PageRequest(50, None, None).order({"name", "created_at"}, default="-created_at")
    assert (usual.field, usual.descending) == ("created_at", True)
    for unknown in ("bank_details", "--name", "-", "name; drop table"):
        with pytest.raises(Problem) as raised:
            PageRequest(50, None, unknown).order({"name"}, default="name")
        assert raised.value.status == 422
