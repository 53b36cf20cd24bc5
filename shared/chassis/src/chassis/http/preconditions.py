"""`ETag` and `If-Match`: nobody overwrites what they have not seen."""

import re
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, Header
from starlette.responses import Response

from chassis.http.problems import Problem, standard_problem

# A gateway that compresses may weaken an entity tag or add its encoding to it; the version inside stays true.
_TAG = re.compile(r'(?:W/)?"([0-9]{1,18})(?:-(?:gzip|zstd|br))?"|([0-9]{1,18})')


def etag(response: Response, version: int) -> None:
    """Puts the version of the resource on the answer."""
    response.headers["ETag"] = f'"{version}"'


class Precondition:
    """The versions a caller is ready to change."""

    def __init__(self, if_match: str | None, *, mandatory: bool) -> None:
        self._if_match = if_match
        self._mandatory = mandatory

    def require(self, current_version: int, current_state: Callable[[], Any] | None = None) -> None:
        """Returns when the caller has seen `current_version`. Call it with the row locked.

        Raises the 428 problem without If-Match where it is demanded, and the 412 problem when it is stale;
        that one carries `current` (what `current_state()` answers), so that a person can compare.
        """
        if self._if_match is None:
            if self._mandatory:
                raise standard_problem(428)
            return
        if self._if_match.strip() == "*":
            return
        for part in self._if_match.split(","):
            match = _TAG.fullmatch(part.strip())
            if match and int(match[1] or match[2]) == current_version:
                return
        extra = {"current": current_state()} if current_state else {}
        raise Problem(
            412,
            "stale",
            title_de="Der Datensatz wurde inzwischen geändert",
            title_en="The record has changed meanwhile",
            extra=extra,
            headers={"ETag": f'"{current_version}"'},
        )


_IfMatchHeader = Annotated[
    str | None, Header(alias="If-Match", description='The version last seen, as `"3"`, or `*` for any')
]


async def _mandatory(if_match: _IfMatchHeader = None) -> Precondition:
    return Precondition(if_match, mandatory=True)


async def _optional(if_match: _IfMatchHeader = None) -> Precondition:
    return Precondition(if_match, mandatory=False)


IfMatch = Annotated[Precondition, Depends(_mandatory)]
"""For PATCH and DELETE: 428 without the header."""
OptionalIfMatch = Annotated[Precondition, Depends(_optional)]
"""For POST actions: honoured, never demanded."""
