"""What is written, as it comes in: subject, text, HTML, files, a time to leave."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from chassis.http.problems import FieldError, invalid, invalid_fields
from messaging.adapters.html import HTML_LENGTH, MOST_TAGS, sanitised, says_something
from messaging.domain.attachment import MOST_FILES
from messaging.domain.message import BODY_LENGTH, SUBJECT_LENGTH, Channel, is_one_line, plain_text
from messaging.domain.placeholders import (
    MOST_PLACEHOLDERS,
    PLACEHOLDERS,
    TooManyPlaceholders,
    UnknownPlaceholder,
    check_placeholders,
)

MOST_CUSTOMERS = 200
LATEST = timedelta(days=366)
"""How far ahead something may be written."""


def one_line(text: str) -> str:
    """A text for a header or a list."""
    if not is_one_line(text):
        raise invalid(
            "control_character",
            "Hier darf nur eine Zeile stehen, ohne Steuerzeichen.",
            "This must be one line without control characters.",
        )
    return text.strip()


def _text(text: str) -> str:
    try:
        return plain_text(text)
    except ValueError:
        raise invalid(
            "control_character",
            "Der Text enthält Steuerzeichen.",
            "The text has control characters in it.",
        ) from None


def written(text: str) -> str:
    """Not empty."""
    if not text.strip():
        raise invalid("empty", "Hier muss etwas stehen.", "Something must be written here.")
    return text


def _with_known_placeholders(text: str) -> str:
    try:
        check_placeholders(text)
    except UnknownPlaceholder:
        raise invalid(
            "unknown_placeholder",
            f"Diesen Platzhalter gibt es nicht. Es gibt: {_names(lambda known: known.name_de)}.",
            f"There is no such placeholder. There are: {_names(lambda known: known.name_en)}.",
        ) from None
    except TooManyPlaceholders:
        raise invalid(
            "too_many_placeholders",
            f"Höchstens {MOST_PLACEHOLDERS} Platzhalter.",
            f"At most {MOST_PLACEHOLDERS} placeholders.",
        ) from None
    return text


def _names(name: Callable[..., str]) -> str:
    return ", ".join("{{" + name(placeholder) + "}}" for placeholder in PLACEHOLDERS)


def _clean(html: str) -> str:
    if html.count("<") > MOST_TAGS:
        raise invalid("too_many_tags", f"Höchstens {MOST_TAGS} Tags.", f"At most {MOST_TAGS} tags.")
    clean = sanitised(html)
    if len(clean) > HTML_LENGTH:
        raise invalid(
            "string_too_long", f"Höchstens {HTML_LENGTH} Zeichen.", f"At most {HTML_LENGTH} characters."
        )
    if not says_something(clean):
        raise invalid(
            "empty",
            "Davon bleibt nichts, was eine E-Mail zeigen darf.",
            "Nothing is left of it that a mail may show.",
        )
    return clean


def _each_once(ids: list[UUID]) -> list[UUID]:
    return list(dict.fromkeys(ids))


SubjectOrNone = Annotated[
    str, Field(max_length=SUBJECT_LENGTH), AfterValidator(one_line), AfterValidator(_with_known_placeholders)
]
TextOrNone = Annotated[
    str, Field(max_length=BODY_LENGTH), AfterValidator(_text), AfterValidator(_with_known_placeholders)
]
_NOT_EMPTY = Field(json_schema_extra={"minLength": 1})
"""Told in the description of the API; refused by `written`, which has words for it."""
Subject = Annotated[SubjectOrNone, AfterValidator(written), _NOT_EMPTY]
Text = Annotated[TextOrNone, AfterValidator(written), _NOT_EMPTY]
Html = Annotated[
    str,
    Field(
        min_length=1,
        max_length=HTML_LENGTH,
        description="Sanitised: headings, lists, tables, links and a few styles stay; no scripts, no images",
    ),
    AfterValidator(_clean),
    AfterValidator(_with_known_placeholders),
]
FileIds = Annotated[list[UUID], Field(max_length=MOST_FILES), AfterValidator(_each_once)]


class Body(BaseModel):
    """A field that does not exist is refused: a misspelt one would otherwise be lost in silence."""

    model_config = ConfigDict(extra="forbid")


class Written(Body):
    """What a mail says, with placeholders. `html` says the same as `body`, for those who see HTML."""

    subject: Subject
    body: Text
    html: Html | None = None


class MessageIn(Written):
    """What a clerk writes, and to whom. The same customer twice is the same as once."""

    customer_ids: list[UUID] = Field(min_length=1, max_length=MOST_CUSTOMERS)
    channel: Channel
    attachment_ids: FileIds = Field(default_factory=list)
    send_at: AwareDatetime | None = None
    """Not before; at most a year ahead."""
    confirm_blocked: bool = False
    """Sent after the notice that a customer is blocked: then it goes to blocked ones too."""


def check_send_at(send_at: datetime | None, now: datetime) -> None:
    """Raises the 422 problem for a time that is over, or too far. Not where a request is answered again."""
    if send_at is None:
        return
    if send_at <= now:
        raise invalid_fields(
            FieldError(
                "send_at",
                "in_the_past",
                "Dieser Zeitpunkt ist schon vorbei.",
                "This time has passed already.",
            )
        )
    if send_at > now + LATEST:
        raise invalid_fields(
            FieldError("send_at", "too_far", "Höchstens ein Jahr im Voraus.", "At most a year ahead.")
        )
