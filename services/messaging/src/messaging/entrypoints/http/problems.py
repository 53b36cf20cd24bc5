"""How the domain's errors look from outside."""

from collections.abc import Callable
from typing import Any

from chassis.http.idempotency import gone
from chassis.http.problems import FieldError, Problem, not_found
from messaging.domain.errors import CustomersDeleted, MessageDoesNotExist, MessagesGone, UnknownCustomers


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


def messages_gone(_: MessagesGone) -> Problem:
    """410: the request was carried out before, and its customers have been deleted since."""
    return gone()


PROBLEMS: dict[type[Exception], Callable[[Any], Problem]] = {
    UnknownCustomers: unknown_customers,
    CustomersDeleted: customers_deleted,
    MessageDoesNotExist: message_does_not_exist,
    MessagesGone: messages_gone,
}
