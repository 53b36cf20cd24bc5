"""How the importer's errors look from outside."""

from collections.abc import Callable
from typing import Any

from chassis.http.problems import FieldError, Problem, invalid_fields, not_found
from importer.domain.errors import ImportNotCancellable, ImportNotStartable, ImportUnknown, UnreadableFile


def import_not_found(_: ImportUnknown) -> Problem:
    """404."""
    return not_found("Import nicht gefunden", "Import not found")


def import_not_startable(error: ImportNotStartable) -> Problem:
    """409, with the status it has."""
    return Problem(
        409,
        "import-not-startable",
        title_de="Dieser Import kann nicht gestartet werden",
        title_en="This import cannot be started",
        detail_de="Gestartet wird ein geprüfter Import mit mindestens einer gültigen Zeile.",
        detail_en="An import is started when it is checked and has at least one valid row.",
        extra={"import_status": error.status},
    )


def import_not_cancellable(error: ImportNotCancellable) -> Problem:
    """409, with the status it has."""
    return Problem(
        409,
        "import-not-cancellable",
        title_de="Dieser Import ist schon beendet",
        title_en="This import has already ended",
        extra={"import_status": error.status},
    )


def file_unreadable(error: UnreadableFile) -> Problem:
    """422 that says what to do with the file."""
    return invalid_fields(
        FieldError("file", error.code, error.message, "The file cannot be read: " + error.code)
    )


PROBLEMS: dict[type[Exception], Callable[[Any], Problem]] = {
    ImportUnknown: import_not_found,
    ImportNotStartable: import_not_startable,
    ImportNotCancellable: import_not_cancellable,
    UnreadableFile: file_unreadable,
}
