"""Files that a message carries."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

MOST_BYTES = 10 * 1024 * 1024
MOST_BYTES_TOGETHER = 20 * 1024 * 1024
MOST_FILES = 10
NAME_LENGTH = 120
UNUSED_FOR = timedelta(hours=24)
"""How long a file waits for the message it was uploaded for."""
ANY_MEDIA_TYPE = "application/octet-stream"

_MEDIA_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]{1,60}/[A-Za-z0-9!#$&^_.+-]{1,60}")
_FORBIDDEN_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069"*:<>?|]')


@dataclass(frozen=True)
class Attachment:
    """A file without its content."""

    id: UUID
    name: str
    media_type: str
    size: int
    created_at: datetime
    created_by: UUID


def file_name(given: str | None) -> str:
    """The last part of the path without what a file system, a header or an eye could take for something else."""
    name = re.split(r"[/\\]", given or "")[-1]
    name = " ".join(_FORBIDDEN_IN_NAMES.sub(" ", name).split()).strip(". ")
    if len(name) > NAME_LENGTH:
        stem, dot, ending = name.rpartition(".")
        short = dot and len(ending) <= 10
        name = f"{stem[: NAME_LENGTH - len(ending) - 1]}.{ending}" if short else name[:NAME_LENGTH]
    return name or "Anhang"


def media_type(given: str | None) -> str:
    """What the client says it is, when that is a media type at all; parameters go. Nobody looks into the file."""
    said = (given or "").partition(";")[0].strip().lower()
    is_mail_structure = said.startswith(("multipart/", "message/"))
    return said if _MEDIA_TYPE.fullmatch(said) and not is_mail_structure else ANY_MEDIA_TYPE
