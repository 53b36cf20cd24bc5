"""What to say about a value that does not validate. The value itself is never part of it."""

import re
from collections.abc import Mapping
from typing import Any

_TEXTS: dict[str, tuple[str, str]] = {
    "missing": ("Diese Angabe fehlt.", "This is required."),
    "extra_forbidden": ("Dieses Feld gibt es hier nicht.", "There is no such field here."),
    "json_invalid": ("Der Inhalt ist kein gültiges JSON.", "The body is not valid JSON."),
    "null_character": ("Das Zeichen NUL ist nicht erlaubt.", "The character NUL is not allowed."),
    "lone_surrogate": ("Der Text enthält ein ungültiges Zeichen.", "The text contains an invalid character."),
    "number_too_large": ("Die Zahl ist zu groß.", "The number is too large."),
    "string_type": ("Hier wird ein Text erwartet.", "A text is expected."),
    "string_too_short": ("Mindestens {min_length} Zeichen.", "At least {min_length} characters."),
    "string_too_long": ("Höchstens {max_length} Zeichen.", "At most {max_length} characters."),
    "string_pattern_mismatch": ("Das Format stimmt nicht.", "The format is wrong."),
    "too_short": ("Mindestens {min_length} Einträge.", "At least {min_length} entries."),
    "too_long": ("Höchstens {max_length} Einträge.", "At most {max_length} entries."),
    "greater_than": ("Muss größer sein als {gt}.", "Must be greater than {gt}."),
    "greater_than_equal": ("Muss mindestens {ge} sein.", "Must be at least {ge}."),
    "less_than": ("Muss kleiner sein als {lt}.", "Must be less than {lt}."),
    "less_than_equal": ("Darf höchstens {le} sein.", "Must be at most {le}."),
    "enum": ("Erlaubt sind: {expected}.", "Allowed are: {expected}."),
    "literal_error": ("Erlaubt sind: {expected}.", "Allowed are: {expected}."),
    "int_type": ("Hier wird eine ganze Zahl erwartet.", "A whole number is expected."),
    "int_parsing": ("Hier wird eine ganze Zahl erwartet.", "A whole number is expected."),
    "int_from_float": ("Hier wird eine ganze Zahl erwartet.", "A whole number is expected."),
    "bool_type": ("Hier wird ja oder nein (true, false) erwartet.", "True or false is expected."),
    "bool_parsing": ("Hier wird ja oder nein (true, false) erwartet.", "True or false is expected."),
    "decimal_parsing": ("Hier wird eine Zahl erwartet.", "A number is expected."),
    "float_parsing": ("Hier wird eine Zahl erwartet.", "A number is expected."),
    "uuid_type": ("Das ist keine gültige Kennung.", "This is not a valid id."),
    "uuid_parsing": ("Das ist keine gültige Kennung.", "This is not a valid id."),
    "list_type": ("Hier wird eine Liste erwartet.", "A list is expected."),
    "dict_type": ("Hier wird ein Objekt erwartet.", "An object is expected."),
    "model_type": ("Hier wird ein Objekt erwartet.", "An object is expected."),
    "model_attributes_type": ("Hier wird ein Objekt erwartet.", "An object is expected."),
}
_FAMILIES: dict[str, tuple[str, str]] = {
    "datetime_": ("Das ist kein gültiger Zeitpunkt (RFC 3339).", "This is not a valid time (RFC 3339)."),
    "timezone_": ("Die Zeitzone fehlt oder stimmt nicht.", "The time zone is missing or wrong."),
    "date_": ("Das ist kein gültiges Datum (JJJJ-MM-TT).", "This is not a valid date (YYYY-MM-DD)."),
}
_ENUM_MEMBER = re.compile(r"<[\w.]+: ('[^']*')>")
_OTHER = ("Diese Angabe ist ungültig.", "This is not valid.")


def validation_text(code: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """The German and the English text for a pydantic error code and its limits."""
    texts = _TEXTS.get(code)
    if texts is None:
        texts = next((known for prefix, known in _FAMILIES.items() if code.startswith(prefix)), _OTHER)
    limits = {
        name: context[name]
        for name in ("min_length", "max_length", "gt", "ge", "lt", "le")
        if name in context
    }
    # Of an enum in a Literal pydantic names the member, `<Kind.NOTICE: 'notice'>`; and it counts up in English.
    allowed = _ENUM_MEMBER.sub(r"\1", str(context.get("expected", "")))
    try:
        return (
            texts[0].format(**limits, expected=allowed.replace("' or '", "' oder '")),
            texts[1].format(**limits, expected=allowed),
        )
    except KeyError:
        return _OTHER
