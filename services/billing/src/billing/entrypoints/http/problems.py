"""How billing's refusals look from outside."""

from collections.abc import Callable, Mapping
from typing import Any

from billing.domain.errors import (
    CustomerDeleted,
    CustomerUnknown,
    InvalidInvoice,
    InvoiceAlreadyIssued,
    InvoiceUnknown,
)
from chassis.http.problems import FieldError, Problem, invalid_fields, not_found

_LINE_RULES = {
    "lines_missing": (
        "Eine Rechnung braucht mindestens eine Position.",
        "An invoice needs at least one line.",
    ),
    "too_many_lines": ("Höchstens 200 Positionen je Rechnung.", "At most 200 lines per invoice."),
    "description_missing": ("Bitte die Leistung beschreiben.", "Please describe what is billed."),
    "quantity_out_of_range": (
        "Die Menge muss größer als 0 und höchstens 1.000.000 sein.",
        "The quantity must be above 0 and at most 1,000,000.",
    ),
    "quantity_too_fine": (
        "Die Menge hat höchstens drei Nachkommastellen.",
        "The quantity has at most three decimals.",
    ),
    "vat_out_of_range": (
        "Der Steuersatz liegt zwischen 0 und 100, mit höchstens zwei Nachkommastellen.",
        "The VAT rate lies between 0 and 100, with at most two decimals.",
    ),
    "exemption_reason_missing": (
        "Ohne Umsatzsteuer muss der Grund der Befreiung genannt sein (§ 14 Abs. 4 Nr. 8 UStG).",
        "Without VAT the reason for the exemption must be given (§ 14 (4) no. 8 UStG).",
    ),
    "exemption_reason_at_a_rate": (
        "Ein Befreiungsgrund passt nur zu 0 % Umsatzsteuer.",
        "A reason for exemption only goes with 0 % VAT.",
    ),
    "amount_too_large": ("Der Betrag der Position ist zu groß.", "The amount of the line is too large."),
    "total_negative": (
        "Der Rechnungsbetrag darf nicht negativ sein.",
        "The total of the invoice must not be negative.",
    ),
    "total_too_large": ("Der Rechnungsbetrag ist zu groß.", "The total of the invoice is too large."),
}


def customer_unknown(error: CustomerUnknown) -> Problem:
    """404: no event told us of the customer, even after a moment of waiting."""
    return Problem(
        404,
        "customer-unknown",
        title_de="Diesen Kunden gibt es nicht",
        title_en="There is no such customer",
        detail_de="Wurde er gerade erst angelegt, bitte gleich noch einmal versuchen.",
        detail_en="If it was created just now, please try again in a moment.",
        extra={"customer_id": error.customer_id},
    )


def customer_deleted(error: CustomerDeleted) -> Problem:
    """409: nothing new may be stored about a deleted customer."""
    return Problem(
        409,
        "customer-deleted",
        title_de="Der Kunde wurde gelöscht",
        title_en="The customer was deleted",
        extra={"customer_id": error.customer_id},
    )


def invoice_unknown(_: InvoiceUnknown) -> Problem:
    """404: there is no such invoice (any more)."""
    return not_found("Diese Rechnung gibt es nicht", "There is no such invoice")


def invoice_already_issued(error: InvoiceAlreadyIssued) -> Problem:
    """409: an issued invoice never changes."""
    return Problem(
        409,
        "invoice-already-issued",
        title_de=f"Die Rechnung ist bereits ausgestellt ({error.number})",
        title_en=f"The invoice has already been issued ({error.number})",
        extra={"invoice_id": error.invoice_id, "number": error.number},
    )


def invalid_invoice(error: InvalidInvoice) -> Problem:
    """422 that names the line and the rule."""
    message_de, message_en = _LINE_RULES[error.code]
    return invalid_fields(FieldError(error.field, error.code, message_de, message_en))


PROBLEMS: Mapping[type[Exception], Callable[[Any], Problem]] = {
    CustomerUnknown: customer_unknown,
    CustomerDeleted: customer_deleted,
    InvoiceUnknown: invoice_unknown,
    InvoiceAlreadyIssued: invoice_already_issued,
    InvalidInvoice: invalid_invoice,
}
