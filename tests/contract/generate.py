"""`python -m tests.contract.generate`: writes the schemas of all published events and lists new examples.

With `--release` what is current becomes the last release, unless a reader of that release would break.
"""

import argparse
import hashlib
import json
import sys
from typing import Any

from tests.contract.compatibility import breaks
from tests.contract.contracts import (
    CHECKSUMS,
    EXAMPLES,
    RELEASED,
    SCHEMAS,
    SERVICES,
    Json,
    published_by,
    schemas,
)

_NOISE = ("title", "default")


def current_schemas() -> dict[str, Json]:
    """One JSON Schema (2020-12) per event type, from the models of whoever publishes it."""
    found: dict[str, Json] = {}
    for service in SERVICES:
        for event in published_by(service):
            schema = _schema(event.type, event.model_json_schema(by_alias=True))
            found[event.type] = _merged(found[event.type], schema) if event.type in found else schema
    return dict(sorted(found.items()))


def write(schema: Json) -> str:
    """The schema as it is committed."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def checksums() -> str:
    """One line per example: its SHA-256 and its path."""
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(EXAMPLES).as_posix()}\n"
        for path in sorted(EXAMPLES.glob("*/*.json"))
    )


def _schema(type: str, generated: Json) -> Json:
    """A field without a default is promised for ever; one that only ever has one value is always sent too."""
    constants = {name for name, field in generated["properties"].items() if "const" in field}
    required = sorted({*generated.get("required", ()), *constants})
    schema = _quiet(generated) | {"required": required, "additionalProperties": True}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:stammkunde:schema:{type}",
        "title": type,
        **schema,
    }


def _quiet(node: Any, *, names: bool = False) -> Any:
    """Without the titles and defaults that say nothing to a reader; `names` are fields, not keywords."""
    if isinstance(node, dict):
        return {
            key: _quiet(value, names=not names and key in ("properties", "$defs"))
            for key, value in node.items()
            if names or key not in _NOISE
        }
    return [_quiet(item) for item in node] if isinstance(node, list) else node


def _merged(one: Json, other: Json) -> Json:
    """The schema of an event that several services publish: alike but for constants, whose values are listed,
    and fields that not all of them send, which nobody is promised."""
    fields = one["properties"] | other["properties"]
    for name in one["properties"].keys() & other["properties"].keys():
        if one["properties"][name] != other["properties"][name]:
            fields[name] = _either(one["properties"][name], other["properties"][name])
    definitions = {"$defs": one.get("$defs", {}) | other.get("$defs", {})}
    merged = one | {"properties": fields} | (definitions if definitions["$defs"] else {})
    alike = {"properties": fields, "description": merged.get("description"), **definitions}
    if other | alike != merged | alike:
        raise ValueError(f"{one['title']} is published in different shapes")
    return merged


def _either(one: Json, other: Json) -> Json:
    values = {value for field in (one, other) for value in _values(field)}
    return {"enum": sorted(values), "type": "string"}


def _values(field: Json) -> list[str]:
    if "const" in field:
        return [field["const"]]
    if "enum" in field:
        values: list[str] = field["enum"]
        return values
    raise ValueError("two services publish a field of different types")


def sign_new_examples() -> None:
    """Lists the checksums of new examples; what is listed stays as it is."""
    listed = CHECKSUMS.read_text().splitlines() if CHECKSUMS.exists() else []
    known = {line.split("  ", 1)[1] for line in listed}
    new = [line for line in checksums().splitlines() if line.split("  ", 1)[1] not in known]
    CHECKSUMS.write_text("".join(f"{line}\n" for line in sorted(listed + new, key=lambda line: line[66:])))


def main() -> int:
    """The exit code: 1 when a release would break readers of the last one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--release", action="store_true", help="make the current schemas the last release")
    arguments = parser.parse_args()
    sign_new_examples()
    current = current_schemas()
    SCHEMAS.mkdir(exist_ok=True)
    for path in SCHEMAS.glob("*.json"):
        if path.stem not in current:
            path.unlink()
    for type, schema in current.items():
        (SCHEMAS / f"{type}.json").write_text(write(schema))
    if not arguments.release:
        return 0
    broken = [
        f"{type}: {change}"
        for type, released in schemas(RELEASED).items()
        for change in breaks(released, current.get(type))
    ]
    if broken:
        sys.stderr.write("\n".join(broken) + "\n")
        return 1
    RELEASED.mkdir(exist_ok=True)
    for type, schema in current.items():
        (RELEASED / f"{type}.json").write_text(write(schema))
    return 0


if __name__ == "__main__":
    sys.exit(main())
