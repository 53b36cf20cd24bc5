"""A query parameter that means one value and is given twice is refused: which of the two was meant, nobody knows."""

from collections.abc import Iterator
from typing import Any, get_args, get_origin

from fastapi import Request
from fastapi.dependencies.models import Dependant

from chassis.http.problems import FieldError, invalid_fields


async def refuse_repeated_parameters(request: Request) -> None:
    """For all routes. Raises the 422 problem that names the parameters; lists may be repeated, of course."""
    if not request.url.query:
        return
    given = request.query_params
    repeated = {name for name in given if len(given.getlist(name)) > 1}
    if repeated and (wrong := sorted(repeated & _single(request.scope.get("route")))):
        raise invalid_fields(
            *(
                FieldError(
                    name,
                    "repeated",
                    "Diese Angabe darf nur einmal vorkommen.",
                    "This may be given only once.",
                )
                for name in wrong
            )
        )


def _single(route: Any) -> set[str]:
    dependant: Dependant | None = getattr(route, "dependant", None)
    return set(_names(dependant)) if dependant is not None else set()


def _names(dependant: Dependant) -> Iterator[str]:
    for field in dependant.query_params:
        if not _is_list(field.field_info.annotation):
            yield field.alias
    for inner in dependant.dependencies:
        yield from _names(inner)


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is list or any(_is_list(part) for part in get_args(annotation))
