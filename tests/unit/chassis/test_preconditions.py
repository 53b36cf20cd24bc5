"""If-Match: nobody overwrites what they have not seen."""

import pytest

from chassis.http.preconditions import Precondition
from chassis.http.problems import Problem


@pytest.mark.parametrize(
    "header", ['"3"', "3", 'W/"3"', '"2", "3"', "*", ' "3" ', '"3-gzip"', 'W/"3-zstd"', " * "]
)
def test_the_version_that_was_seen_passes(header: str) -> None:
    Precondition(header, mandatory=True).require(3)


@pytest.mark.parametrize("header", ['"2"', '"33"', "", "x", '"3', '"-3"', '"3-x"', "٣", '"9' * 50])
def test_any_other_is_stale_and_shows_the_current_state(header: str) -> None:
    with pytest.raises(Problem) as raised:
        Precondition(header, mandatory=True).require(3, lambda: {"name": "jetzt"})
    assert raised.value.status == 412
    assert raised.value.extra == {"current": {"name": "jetzt"}}
    assert raised.value.headers["ETag"] == '"3"'


def test_without_the_header_only_the_mandatory_one_refuses() -> None:
    Precondition(None, mandatory=False).require(3)
    with pytest.raises(Problem) as raised:
        Precondition(None, mandatory=True).require(3)
    assert raised.value.status == 428
