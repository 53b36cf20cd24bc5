"""How the domain's errors look from outside."""

from collections.abc import Callable
from typing import Any

from chassis.http.idempotency import gone
from chassis.http.problems import FieldError, Problem, not_found
from messaging.domain.errors import (
    CustomersDeleted,
    LinkExpired,
    LinkUnknown,
    MessageDoesNotExist,
    MessageNotUncertain,
    MessagesGone,
    NeedsConfirmation,
    SuppressionDoesNotExist,
    UnknownCustomers,
)


def unknown_customers(error: UnknownCustomers) -> Problem:
    """422: the request names customers of whom nothing is known here."""
    return Problem(
        422,
        "unknown-customer",
        title_de="Diesen Kunden gibt es nicht",
        title_en="There is no such customer",
        detail_de="Gerade erst angelegte Kunden sind nach Sekunden erreichbar; dann bitte erneut senden.",
        detail_en="A customer created just now can be reached in a few seconds; then please send again.",
        errors=[
            FieldError(
                "customer_ids", "unknown_customer", f"Unbekannt: {customer_id}", f"Unknown: {customer_id}"
            )
            for customer_id in error.customer_ids
        ],
        extra={"customer_ids": error.customer_ids},
    )


def customers_deleted(error: CustomersDeleted) -> Problem:
    """409: the request names deleted customers."""
    return Problem(
        409,
        "customer-deleted",
        title_de="Dieser Kunde ist gelöscht",
        title_en="This customer is deleted",
        detail_de="An gelöschte Kunden wird nicht mehr geschrieben.",
        detail_en="Nobody writes to deleted customers any more.",
        extra={"customer_ids": error.customer_ids},
    )


def message_does_not_exist(_: MessageDoesNotExist) -> Problem:
    """404."""
    return not_found("Nachricht nicht gefunden", "Message not found")


def message_not_uncertain(_: MessageNotUncertain) -> Problem:
    """409: there is nothing to resolve."""
    return Problem(
        409,
        "not-uncertain",
        title_de="Hier ist nichts zu klären",
        title_en="There is nothing to resolve",
        detail_de="Nur von einer Nachricht mit ungewissem Ausgang kann gesagt werden, was aus ihr wurde.",
        detail_en="Only of a message whose fate is uncertain can be said what became of it.",
    )


def suppression_does_not_exist(_: SuppressionDoesNotExist) -> Problem:
    """404."""
    return not_found("Diese Versandsperre gibt es nicht", "There is no such suppression")


def needs_confirmation(_: NeedsConfirmation) -> Problem:
    """409: only the customer can take it back."""
    return Problem(
        409,
        "needs-confirmation",
        title_de="Das kann nur der Kunde selbst zurücknehmen",
        title_en="Only the customer can take this back",
        detail_de="Der Kunde hat den Newsletter abbestellt. Wünscht er ihn wieder, tragen Sie das beim Kunden ein: Er "
        "bekommt dann eine E-Mail und bestätigt es.",
        detail_en="The customer has unsubscribed from the newsletter. If they want it again, note that with the "
        "customer: they get an e-mail then, and confirm it.",
    )


def link_unknown(_: LinkUnknown) -> Problem:
    """404."""
    return not_found("Diesen Link gibt es nicht", "There is no such link")


def link_expired(_: LinkExpired) -> Problem:
    """410."""
    return Problem(
        410,
        "link-expired",
        title_de="Dieser Link gilt nicht mehr",
        title_en="This link is no longer valid",
        detail_de="Bitte lassen Sie sich einen neuen schicken.",
        detail_en="Please ask for a new one.",
    )


def messages_gone(_: MessagesGone) -> Problem:
    """410: the request was carried out before, and its customers have been deleted since."""
    return gone()


PROBLEMS: dict[type[Exception], Callable[[Any], Problem]] = {
    UnknownCustomers: unknown_customers,
    CustomersDeleted: customers_deleted,
    MessageDoesNotExist: message_does_not_exist,
    MessageNotUncertain: message_not_uncertain,
    SuppressionDoesNotExist: suppression_does_not_exist,
    NeedsConfirmation: needs_confirmation,
    LinkUnknown: link_unknown,
    LinkExpired: link_expired,
    MessagesGone: messages_gone,
}
