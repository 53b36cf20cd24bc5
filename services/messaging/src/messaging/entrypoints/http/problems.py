"""How the domain's errors look from outside."""

from collections.abc import Callable
from typing import Any

from chassis.http.idempotency import gone
from chassis.http.problems import FieldError, Problem, invalid_fields, not_found, standard_problem
from messaging.domain.attachment import MOST_BYTES_TOGETHER
from messaging.domain.errors import (
    AttachmentDoesNotExist,
    AttachmentInUse,
    AttachmentsTooLarge,
    BroadcastDoesNotExist,
    BroadcastNotCancellable,
    BroadcastNotResumable,
    BroadcastNotScheduled,
    CustomersDeleted,
    LinkExpired,
    LinkUnknown,
    MessageDoesNotExist,
    MessageNotCancellable,
    MessageNotUncertain,
    MessagesGone,
    NeedsConfirmation,
    SuppressionDoesNotExist,
    TemplateDoesNotExist,
    TemplateExists,
    TooManyTemplates,
    TooManyTestMails,
    UnknownAttachments,
    UnknownCourseDates,
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


def not_cancellable(_: MessageNotCancellable | BroadcastNotCancellable) -> Problem:
    """409: there is nothing left to take back."""
    return Problem(
        409,
        "not-cancellable",
        title_de="Das lässt sich nicht mehr abbrechen",
        title_en="This cannot be cancelled any more",
        detail_de="Es ist schon unterwegs oder erledigt.",
        detail_en="It is on its way already, or over.",
    )


def not_scheduled(_: BroadcastNotScheduled) -> Problem:
    """409: only what waits for its time is sent before it."""
    return Problem(
        409,
        "not-scheduled",
        title_de="Diese Mitteilung ist nicht mehr geplant",
        title_en="This broadcast is not scheduled any more",
        detail_de="Sie wird schon gesendet, oder jemand hat sie abgebrochen.",
        detail_en="It is being sent already, or somebody cancelled it.",
    )


def not_resumable(_: BroadcastNotResumable) -> Problem:
    """409: only what has failed is taken up again."""
    return Problem(
        409,
        "not-resumable",
        title_de="Diese Mitteilung ist nicht fehlgeschlagen",
        title_en="This broadcast has not failed",
        detail_de="Vielleicht hat sie schon jemand fortgesetzt oder abgebrochen.",
        detail_en="Somebody may have resumed or cancelled it already.",
    )


def broadcast_does_not_exist(_: BroadcastDoesNotExist) -> Problem:
    """404."""
    return not_found("Mitteilung nicht gefunden", "Broadcast not found")


def unknown_course_dates(error: UnknownCourseDates) -> Problem:
    """422: the audience names course dates of which nothing is known here."""
    return Problem(
        422,
        "unknown-course-date",
        title_de="Diesen Kurstermin gibt es nicht",
        title_en="There is no such course date",
        errors=[
            FieldError(
                "audience.course_date_ids",
                "unknown_course_date",
                f"Unbekannt: {course_date_id}",
                f"Unknown: {course_date_id}",
            )
            for course_date_id in error.course_date_ids
        ],
    )


def attachment_does_not_exist(_: AttachmentDoesNotExist) -> Problem:
    """404."""
    return not_found("Anhang nicht gefunden", "Attachment not found")


def attachment_in_use(_: AttachmentInUse) -> Problem:
    """409: a message carries the file."""
    return Problem(
        409,
        "attachment-in-use",
        title_de="Dieser Anhang gehört zu einer Nachricht",
        title_en="This attachment belongs to a message",
    )


def unknown_attachments(error: UnknownAttachments) -> Problem:
    """422: the request names files that cannot be attached."""
    return invalid_fields(
        *(
            FieldError(
                "attachment_ids",
                "unknown_attachment",
                f"Nicht (mehr) da oder schon versendet, bitte neu hochladen: {attachment_id}",
                f"Not there (any more) or sent already, please upload it again: {attachment_id}",
            )
            for attachment_id in error.attachment_ids
        )
    )


def attachments_too_large(_: AttachmentsTooLarge) -> Problem:
    """422: together they are more than mail servers take."""
    most = MOST_BYTES_TOGETHER // (1024 * 1024)
    return invalid_fields(
        FieldError(
            "attachment_ids",
            "too_large",
            f"Die Anhänge dürfen zusammen höchstens {most} MB groß sein.",
            f"The attachments may have {most} MB together.",
        )
    )


def template_does_not_exist(_: TemplateDoesNotExist) -> Problem:
    """404."""
    return not_found("Vorlage nicht gefunden", "Template not found")


def template_exists(error: TemplateExists) -> Problem:
    """409: the name is taken in that language."""
    return Problem(
        409,
        "template-exists",
        title_de="Eine Vorlage mit diesem Namen gibt es schon",
        title_en="There is a template of that name already",
        errors=[FieldError("name", "taken", "Der Name ist vergeben.", "The name is taken.")],
        extra={"template_id": error.template_id},
    )


def too_many_templates(_: TooManyTemplates) -> Problem:
    """409: there are as many as there may be."""
    return Problem(
        409,
        "too-many-templates",
        title_de="Mehr als 500 Vorlagen gibt es nicht",
        title_en="There are no more than 500 templates",
        detail_de="Bitte löschen Sie eine, die niemand mehr braucht.",
        detail_en="Please delete one that nobody needs any more.",
    )


def too_many_test_mails(_: TooManyTestMails) -> Problem:
    """429: twenty in an hour are enough."""
    return standard_problem(429, headers={"Retry-After": "600"})


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
    MessageNotCancellable: not_cancellable,
    BroadcastNotCancellable: not_cancellable,
    BroadcastNotResumable: not_resumable,
    BroadcastNotScheduled: not_scheduled,
    BroadcastDoesNotExist: broadcast_does_not_exist,
    UnknownCourseDates: unknown_course_dates,
    AttachmentDoesNotExist: attachment_does_not_exist,
    AttachmentInUse: attachment_in_use,
    UnknownAttachments: unknown_attachments,
    AttachmentsTooLarge: attachments_too_large,
    TemplateDoesNotExist: template_does_not_exist,
    TemplateExists: template_exists,
    TooManyTemplates: too_many_templates,
    TooManyTestMails: too_many_test_mails,
}
