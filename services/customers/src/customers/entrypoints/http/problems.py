"""How the errors of the domain look from outside."""

from collections.abc import Callable, Mapping
from typing import Any

from chassis.http.problems import Problem, not_found
from customers.domain import errors
from customers.entrypoints.rejections import rejected_field


def _email_already_used(error: errors.EmailAlreadyUsed) -> Problem:
    candidate = error.candidate
    return Problem(
        409,
        "email-already-used",
        title_de="Diese E-Mail-Adresse gehört schon zu einem anderen Kunden",
        title_en="Another customer has this e-mail address already",
        detail_de=f"Kunde Nr. {candidate.number} hat diese Adresse. Bitte eine andere angeben.",
        detail_en=f"Customer no. {candidate.number} has this address. Please give another one.",
        extra={"candidates": [vars(candidate)]},
    )


def _customer_deleted(error: errors.CustomerDeleted) -> Problem:
    return Problem(
        410,
        "customer-deleted",
        title_de="Dieser Kunde wurde gelöscht",
        title_en="This customer was deleted",
        extra={"customer_id": error.customer_id, "erasure": f"/api/erasures/{error.customer_id}"},
    )


def _group_name_taken(error: errors.GroupNameTaken) -> Problem:
    return Problem(
        409,
        "group-name-taken",
        title_de="Eine Gruppe mit diesem Namen gibt es schon",
        title_en="A group of this name exists already",
        extra={"group_id": error.group_id},
    )


def _group_in_use(error: errors.GroupInUse) -> Problem:
    count = error.customers
    return Problem(
        409,
        "group-in-use",
        title_de="In dieser Gruppe sind noch Kunden",
        title_en="There are customers in this group",
        detail_de=f"Anzahl: {count}. Mit force=true werden sie aus der Gruppe genommen.",
        detail_en=f"There are {count}. With force=true they are taken out of it.",
        extra={"group_id": error.group_id, "customers": count},
    )


def _login_refused(_: errors.LoginRefused) -> Problem:
    return Problem(
        401,
        "login-refused",
        title_de="E-Mail-Adresse oder Passwort stimmt nicht",
        title_en="E-mail address or password is wrong",
    )


def _login_throttled(error: errors.LoginThrottled) -> Problem:
    return Problem(
        429,
        "login-throttled",
        title_de=f"Zu viele Fehlversuche. Bitte in {error.seconds} Sekunden noch einmal versuchen.",
        title_en=f"Too many failures. Please try again in {error.seconds} seconds.",
        headers={"Retry-After": str(error.seconds)},
    )


PROBLEMS: Mapping[type[Exception], Callable[[Any], Problem]] = {
    errors.FieldRejected: rejected_field,
    errors.EmailAlreadyUsed: _email_already_used,
    errors.CustomerNotFound: lambda _: not_found("Diesen Kunden gibt es nicht", "There is no such customer"),
    errors.CustomerDeleted: _customer_deleted,
    errors.ParticipantNotFound: lambda _: not_found(
        "Diesen Teilnehmer gibt es nicht (mehr)", "There is no such participant (any more)"
    ),
    errors.NoteNotFound: lambda _: not_found(
        "Diese Notiz gibt es nicht (mehr)", "There is no such note (any more)"
    ),
    errors.ErasureNotFound: lambda _: not_found(
        "Zu dieser Kennung wurde kein Kunde gelöscht", "No customer of this id was deleted"
    ),
    errors.GroupNameTaken: _group_name_taken,
    errors.GroupNotFound: lambda _: not_found(
        "Diese Gruppe gibt es nicht (mehr)", "There is no such group (any more)"
    ),
    errors.GroupInUse: _group_in_use,
    errors.LoginRefused: _login_refused,
    errors.LoginThrottled: _login_throttled,
}
