"""Whether a schema only extends the one that was released before it.

Readers of the released schema must go on reading what is published by the new one, and readers of the new one
must read what was published before: compact topics keep old records for ever. So the one compatible change is
a new field that nobody is promised. Everything else is a new type version beside the old one.
"""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

_FOR_PEOPLE = {"title", "description", "examples", "default", "$comment", "$id", "$schema", "deprecated"}


def breaks(released: Json, current: Json | None) -> list[str]:
    """What a reader of `released`, or of old records, would stumble over; empty when there is nothing."""
    if current is None:
        return ["the event is not published any more"]
    return list(_breaks("", released, current, released, current))


def _breaks(where: str, old: Any, new: Any, old_root: Json, new_root: Json) -> Iterator[str]:
    old, new = _resolved(old, old_root), _resolved(new, new_root)
    if not isinstance(old, dict) or not isinstance(new, dict):
        if old != new:
            yield f"{where or 'the event'}: {old!r} became {new!r}"
        return
    yield from _field_breaks(where, old, new, old_root, new_root)
    ignored = _FOR_PEOPLE | {"properties", "required", "$defs"}
    for keyword in sorted((old.keys() | new.keys()) - ignored):
        place = f"{where}/{keyword}"
        if keyword not in new:
            yield f"{place}: is gone"
        elif keyword not in old:
            yield f"{place}: is new"
        elif isinstance(old[keyword], list) and isinstance(new[keyword], list):
            yield from _list_breaks(place, old[keyword], new[keyword], old_root, new_root)
        else:
            yield from _breaks(place, old[keyword], new[keyword], old_root, new_root)


def _field_breaks(where: str, old: Json, new: Json, old_root: Json, new_root: Json) -> Iterator[str]:
    old_fields, new_fields = old.get("properties", {}), new.get("properties", {})
    for name, field in old_fields.items():
        if name not in new_fields:
            yield f"{where}/{name}: was removed or renamed"
        else:
            yield from _breaks(f"{where}/{name}", field, new_fields[name], old_root, new_root)
    was, now = set(old.get("required", ())), set(new.get("required", ()))
    for name in sorted(now - was):
        yield f"{where}/{name}: is newly required"
    for name in sorted(was - now):
        yield f"{where}/{name}: is not promised any more"


def _list_breaks(where: str, old: list[Any], new: list[Any], old_root: Json, new_root: Json) -> Iterator[str]:
    """Alternatives (`anyOf`) stay in their order; plain values (`enum`, `type`) are sets."""
    if any(isinstance(item, dict) for item in old + new):
        if len(old) != len(new):
            yield f"{where}: has {len(new)} alternatives instead of {len(old)}"
            return
        for position, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from _breaks(f"{where}/{position}", before, after, old_root, new_root)
    elif set(old) != set(new):
        yield f"{where}: {sorted(map(str, old))} became {sorted(map(str, new))}"


def _resolved(node: Any, root: Json) -> Any:
    if isinstance(node, dict) and "$ref" in node:
        target: Any = root
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        return target
    return node
