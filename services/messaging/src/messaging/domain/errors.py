"""What may go wrong in words of the domain; every error carries the ids it is about."""

from uuid import UUID


class MessagingError(Exception):
    """The base of this service's errors."""


class UnknownCustomers(MessagingError):
    """No copy of these customers has arrived; the desk may have to try again in a moment."""

    def __init__(self, customer_ids: list[UUID]) -> None:
        super().__init__(f"unknown customers: {len(customer_ids)}")
        self.customer_ids = customer_ids


class CopyBehind(MessagingError):
    """The copy of the customer is older than what the request is about; its event is on its way."""

    def __init__(self, customer_id: UUID) -> None:
        super().__init__(f"the copy of customer {customer_id} is behind")
        self.customer_id = customer_id


class CustomersDeleted(MessagingError):
    """These customers are deleted: nothing may be stored about them any more."""

    def __init__(self, customer_ids: list[UUID]) -> None:
        super().__init__(f"deleted customers: {len(customer_ids)}")
        self.customer_ids = customer_ids


class MessageDoesNotExist(MessagingError):
    """There is no such message, or it went with its customer."""

    def __init__(self, message_id: UUID) -> None:
        super().__init__(f"message {message_id} does not exist")
        self.message_id = message_id


class MessageNotUncertain(MessagingError):
    """Whether the message was sent is known, or it was never tried."""

    def __init__(self, message_id: UUID) -> None:
        super().__init__(f"message {message_id} is not uncertain")
        self.message_id = message_id


class SuppressionDoesNotExist(MessagingError):
    """There is no such suppression, or it went with its customer."""

    def __init__(self, suppression_id: UUID) -> None:
        super().__init__(f"suppression {suppression_id} does not exist")
        self.suppression_id = suppression_id


class NeedsConfirmation(MessagingError):
    """The customer has unsubscribed: only they can take that back, by the double opt-in mail (M5)."""

    def __init__(self, suppression_id: UUID) -> None:
        super().__init__(f"suppression {suppression_id} is lifted by its customer alone")
        self.suppression_id = suppression_id


class LinkUnknown(MessagingError):
    """Nobody was ever sent this link, or it went with its customer."""

    def __init__(self) -> None:
        super().__init__("the link is unknown")


class LinkExpired(MessagingError):
    """The link is too old, its address is another one by now, or it was followed and taken back."""

    def __init__(self) -> None:
        super().__init__("the link has expired")


class MessagesGone(MessagingError):
    """What an earlier request created has been deleted since."""

    def __init__(self, submission_id: UUID) -> None:
        super().__init__(f"the messages of submission {submission_id} are gone")
        self.submission_id = submission_id


class MessageNotCancellable(MessagingError):
    """It is being handed over, or is over."""

    def __init__(self, message_id: UUID) -> None:
        super().__init__(f"message {message_id} cannot be cancelled")
        self.message_id = message_id


class BroadcastDoesNotExist(MessagingError):
    """There is no such broadcast."""

    def __init__(self, broadcast_id: UUID) -> None:
        super().__init__(f"broadcast {broadcast_id} does not exist")
        self.broadcast_id = broadcast_id


class BroadcastNotCancellable(MessagingError):
    """It is over, and nothing of it waits."""

    def __init__(self, broadcast_id: UUID) -> None:
        super().__init__(f"broadcast {broadcast_id} cannot be cancelled")
        self.broadcast_id = broadcast_id


class BroadcastNotScheduled(MessagingError):
    """It does not wait for its time."""

    def __init__(self, broadcast_id: UUID) -> None:
        super().__init__(f"broadcast {broadcast_id} is not scheduled")
        self.broadcast_id = broadcast_id


class BroadcastNotResumable(MessagingError):
    """It has not failed."""

    def __init__(self, broadcast_id: UUID) -> None:
        super().__init__(f"broadcast {broadcast_id} has not failed")
        self.broadcast_id = broadcast_id


class UnknownCourseDates(MessagingError):
    """No copy of these course dates has arrived."""

    def __init__(self, course_date_ids: list[UUID]) -> None:
        super().__init__(f"unknown course dates: {len(course_date_ids)}")
        self.course_date_ids = course_date_ids


class AttachmentDoesNotExist(MessagingError):
    """There is no such file, or it is none of that message's."""

    def __init__(self, attachment_id: UUID) -> None:
        super().__init__(f"attachment {attachment_id} does not exist")
        self.attachment_id = attachment_id


class UnknownAttachments(MessagingError):
    """These were never uploaded, waited too long for their message, or belong to another one."""

    def __init__(self, attachment_ids: list[UUID]) -> None:
        super().__init__(f"unknown attachments: {len(attachment_ids)}")
        self.attachment_ids = attachment_ids


class AttachmentInUse(MessagingError):
    """A message carries it."""

    def __init__(self, attachment_id: UUID) -> None:
        super().__init__(f"attachment {attachment_id} belongs to a message")
        self.attachment_id = attachment_id


class AttachmentsTooLarge(MessagingError):
    """The files of one message are too much together."""

    def __init__(self, size: int) -> None:
        super().__init__(f"attachments of {size} bytes")
        self.size = size


class TemplateDoesNotExist(MessagingError):
    """There is no such template."""

    def __init__(self, template_id: UUID) -> None:
        super().__init__(f"template {template_id} does not exist")
        self.template_id = template_id


class TemplateExists(MessagingError):
    """Another template has that name in that language."""

    def __init__(self, template_id: UUID) -> None:
        super().__init__(f"template {template_id} has the name already")
        self.template_id = template_id


class TooManyTemplates(MessagingError):
    """There are as many as there may be."""


class TooManyTestMails(MessagingError):
    """This account had as many sent within the hour as it may."""

    def __init__(self, account_id: UUID) -> None:
        super().__init__(f"account {account_id} has sent many test mails")
        self.account_id = account_id
