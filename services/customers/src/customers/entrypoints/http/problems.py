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


def _customer_resembles_others(error: errors.CustomerResemblesOthers) -> Problem:
    return Problem(
        409,
        "customer-resembles-others",
        title_de="Diesen Kunden gibt es vielleicht schon",
        title_en="This customer may exist already",
        detail_de="Bitte die genannten Kunden ansehen. Ist keiner davon gemeint, trotzdem anlegen (force=true).",
        detail_en="Please look at the customers named. If none of them is meant, create all the same (force=true).",
        extra={"candidates": [vars(candidate) for candidate in error.candidates]},
    )


def _customer_merged(error: errors.CustomerMerged) -> Problem:
    return Problem(
        409,
        "customer-merged",
        title_de="Dieser Kunde wurde mit einem anderen zusammengeführt",
        title_en="This customer was merged into another one",
        detail_de="Bitte den anderen Kunden bearbeiten.",
        detail_en="Please change the other customer instead.",
        extra={"customer_id": error.customer_id, "merged_into": error.merged_into},
    )


_NO_UNDO = {
    "not_merged": ("Dieser Kunde ist nicht zusammengeführt.", "This customer is not merged."),
    "expired": ("Die 30 Tage dafür sind vorbei.", "The 30 days for it are over."),
    "merged_since": (
        "Der verbliebene Kunde wurde selbst zusammengeführt. Bitte das zuerst rückgängig machen.",
        "The surviving customer was merged itself. Please undo that first.",
    ),
    "used_since": (
        "Seitdem wurde für einen der beiden gebucht oder eine Rechnung gestellt.",
        "Something was booked or invoiced for one of them since.",
    ),
    "email_taken": (
        "Die E-Mail-Adresse gehört inzwischen einem anderen Kunden.",
        "The e-mail address belongs to another customer by now.",
    ),
    "changed_since": (
        "Der verbliebene Kunde wurde seitdem so geändert, dass kein Name übrig bliebe.",
        "The surviving customer was changed since, so that no name would be left.",
    ),
}


def _merge_cannot_be_undone(error: errors.MergeCannotBeUndone) -> Problem:
    detail_de, detail_en = _NO_UNDO[error.reason]
    return Problem(
        409,
        "merge-cannot-be-undone",
        title_de="Die Zusammenführung kann nicht rückgängig gemacht werden",
        title_en="The merge cannot be undone",
        detail_de=detail_de,
        detail_en=detail_en,
        extra={"customer_id": error.customer_id, "reason": error.reason},
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


def _account_blocked(_: errors.AccountBlocked) -> Problem:
    return Problem(
        403,
        "account-blocked",
        title_de="Ihr Konto ist gesperrt",
        title_en="Your account is blocked",
        detail_de="Bitte wenden Sie sich an Ihren Kursanbieter.",
        detail_en="Please contact your course provider.",
    )


def _account_inactive(_: errors.AccountInactive) -> Problem:
    return Problem(
        403,
        "account-inactive",
        title_de="Dieser Zugang ist abgeschaltet",
        title_en="This account is switched off",
        detail_de="Die Inhaberin oder der Inhaber kann ihn unter Unternehmen wieder einschalten.",
        detail_en="The owner can switch it on again.",
    )


def _address_of_another_login(_: errors.AddressOfAnotherLogin) -> Problem:
    return Problem(
        409,
        "address-of-another-login",
        title_de="Mit dieser E-Mail-Adresse meldet sich schon jemand anderes an",
        title_en="Somebody else logs in with this e-mail address already",
        detail_de="Eine Adresse steht für einen Zugang. Bitte eine andere angeben.",
        detail_en="One address stands for one login. Please give another one.",
    )


def _last_owner(error: errors.LastOwner) -> Problem:
    return Problem(
        409,
        "last-owner",
        title_de="Das ist der letzte Zugang, der die Zugänge verwalten kann",
        title_en="This is the last account that can manage the accounts",
        detail_de="Bitte zuerst jemand anderes zur Inhaberin oder zum Inhaber machen.",
        detail_en="Please make somebody else an owner first.",
        extra={"account_id": error.account_id},
    )


def _no_portal_access(error: errors.NoPortalAccess) -> Problem:
    german, english = {
        "placeholder": (
            "Eine Platzhalter-Adresse kann sich nicht anmelden. Bitte zuerst die E-Mail-Adresse eintragen.",
            "A placeholder address cannot log in. Please enter the e-mail address first.",
        ),
        "blocked": (
            "Der Kunde ist gesperrt. Bitte zuerst entsperren.",
            "The customer is blocked: unblock first.",
        ),
    }[error.reason]
    return Problem(
        409,
        f"no-portal-access-{error.reason}",
        title_de="Dieser Kunde kann keinen Portalzugang bekommen",
        title_en="This customer can have no portal account",
        detail_de=german,
        detail_en=english,
        extra={"customer_id": error.customer_id},
    )


def _link_no_longer_valid(_: errors.LinkNoLongerValid) -> Problem:
    return Problem(
        410,
        "link-no-longer-valid",
        title_de="Dieser Link gilt nicht mehr",
        title_en="This link is no longer valid",
        detail_de="Er gilt eine halbe Stunde und nur einmal. Bitte unter „Passwort vergessen“ einen neuen anfordern.",
        detail_en="It is good for half an hour, and once. Please ask for a new one under “Forgot password”.",
    )


def _bank_details_not_found(error: errors.BankDetailsNotFound) -> Problem:
    return Problem(
        404,
        "bank-details-not-found",
        title_de="Zu diesem Kunden sind keine Bankdaten hinterlegt",
        title_en="No bank details are kept of this customer",
        extra={"customer_id": error.customer_id},
    )


def _bank_details_unreadable(_: errors.BankDetailsUnreadable) -> Problem:
    return Problem(
        503,
        "bank-details-unreadable",
        title_de="Die Bankdaten lassen sich nicht entschlüsseln",
        title_en="The bank details cannot be decrypted",
        detail_de="Der Schlüssel fehlt. Wer das System betreibt, muss BANK_DATA_KEYS ergänzen.",
        detail_en="The key is missing. Whoever runs the system has to complete BANK_DATA_KEYS.",
    )


PROBLEMS: Mapping[type[Exception], Callable[[Any], Problem]] = {
    errors.FieldRejected: rejected_field,
    errors.EmailAlreadyUsed: _email_already_used,
    errors.CustomerNotFound: lambda _: not_found("Diesen Kunden gibt es nicht", "There is no such customer"),
    errors.CustomerDeleted: _customer_deleted,
    errors.CustomerResemblesOthers: _customer_resembles_others,
    errors.CustomerMerged: _customer_merged,
    errors.MergeCannotBeUndone: _merge_cannot_be_undone,
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
    errors.AccountNotFound: lambda _: not_found(
        "Diesen Zugang gibt es nicht (mehr)", "There is no such account (any more)"
    ),
    errors.AccountBlocked: _account_blocked,
    errors.AccountInactive: _account_inactive,
    errors.AddressOfAnotherLogin: _address_of_another_login,
    errors.LastOwner: _last_owner,
    errors.NoPortalAccess: _no_portal_access,
    errors.LinkNoLongerValid: _link_no_longer_valid,
    errors.SessionNotFound: lambda _: not_found(
        "Diese Anmeldung gibt es nicht (mehr)", "There is no such session (any more)"
    ),
    errors.BankDetailsNotFound: _bank_details_not_found,
    errors.BankDetailsUnreadable: _bank_details_unreadable,
}
