"""What the use cases ask of the world. Every port is bound to one open transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from messaging.domain.account_mail import AccountMail
from messaging.domain.attachment import Attachment
from messaging.domain.attempt import Attempt
from messaging.domain.bounce import Bounce
from messaging.domain.broadcast import Broadcast
from messaging.domain.course_date import CourseDate
from messaging.domain.message import Happening, Message
from messaging.domain.newsletter import NewsletterLink
from messaging.domain.recipient import Recipient, SuppressedReason
from messaging.domain.report import Report
from messaging.domain.suppression import Standing, Suppression


class Recipients(Protocol):
    """The copies of the customers."""

    async def hold(self, customer_ids: Collection[UUID]) -> dict[UUID, Recipient]:
        """The known ones, under a share lock: none is blocked or purged before this transaction ends."""
        ...

    async def read(self, customer_id: UUID) -> Recipient | None:
        """The one as it is at this moment, held by nobody: to be shown, not to be relied on."""
        ...

    async def hold_for_change(self, customer_id: UUID) -> Recipient | None:
        """The one customer exclusively, so that nobody holds the row meanwhile; None of an unknown one."""
        ...

    async def keep(self, recipient: Recipient) -> bool:
        """Stores the copy and holds its row exclusively; False when the customer is deleted already."""
        ...

    async def version_of(self, customer_id: UUID) -> int:
        """The version of the customer that the copy shows; 0 of an unknown one."""
        ...

    async def merge(self, customer_id: UUID, into: UUID) -> bool:
        """Only an alias is left of the copy; False when the customer is deleted already."""
        ...

    async def survivors(self, customer_ids: Collection[UUID]) -> dict[UUID, UUID | None]:
        """Who is written to instead of each: mostly the same; None while events contradict each other."""
        ...

    async def bury(self, customer_id: UUID) -> None:
        """Waits for all who hold the row; then only the id and `deleted` are left, also of an unknown one."""
        ...


class WrittenMessages(Protocol):
    """What an attempt needs of the messages."""

    async def lock(self, message_id: UUID) -> Message | None:
        """The message under an exclusive lock; None when it is gone. Hold its recipient first."""
        ...

    async def save(self, message: Message) -> None:
        """Stores the message's state and tells every open browser that it changed."""
        ...

    async def note(
        self,
        message: Message,
        happening: Happening,
        at: datetime,
        *,
        reason: str | None = None,
        bounce: Bounce | None = None,
        by: UUID | None = None,
    ) -> None:
        """Adds a line to the message's history; `by` is the clerk who made it happen."""
        ...


class Messages(WrittenMessages, Protocol):
    """The messages, and what happened to them."""

    async def add(self, message: Message) -> None:
        """Stores a new message."""
        ...

    async def add_many(self, messages: Sequence[Message]) -> None:
        """Stores new messages at once, and tells no browser of each."""
        ...

    async def customer_of(self, message_id: UUID) -> UUID | None:
        """To whom it was written; None when there is no such message."""
        ...

    async def lock_waiting(self, customer_id: UUID) -> list[Message]:
        """What waits for the sender of the customer and of those merged into it, exclusively locked."""
        ...

    async def lock_doubles(self, customer_id: UUID) -> list[Message]:
        """Of what was written in one go to the customer and to others merged into it, exclusively locked."""
        ...

    async def was_sent_to(self, message: Message, customer_id: UUID) -> bool:
        """Whether it was written to this customer, or went to them as the survivor of a merge."""
        ...

    async def tried_at(self, message: Message) -> datetime | None:
        """When the last attempt began that is known here; lock the message first."""
        ...

    async def is_anothers(self, message_id: UUID, customer_id: UUID) -> bool:
        """Whether the message is known, and neither was written nor went to this customer."""
        ...

    async def note_many(self, messages: Sequence[Message], happening: Happening, at: datetime) -> None:
        """Adds a line to the history of each; a suppressed one's has its reason."""
        ...

    async def of_submission(self, submission_id: UUID) -> list[Message]:
        """What one request created and is still there, in the order of the request."""
        ...


class WrittenAttempts(Protocol):
    """What is written of the tries to hand a mail to the relay."""

    async def add(self, attempt: Attempt) -> None:
        """Stores a new attempt."""
        ...

    async def save(self, attempt: Attempt) -> None:
        """Stores how the attempt ended."""
        ...

    async def remove(self, attempt: Attempt) -> None:
        """Takes back an attempt of which the relay saw nothing."""
        ...


class Attempts(WrittenAttempts, Protocol):
    """The tries to hand a mail to the relay."""

    async def get(self, attempt_id: UUID) -> Attempt | None:
        """The attempt; None when it is gone."""
        ...

    async def last_of(self, message_id: UUID) -> Attempt | None:
        """The latest attempt of the message."""
        ...

    async def unfinished_of(self, owner: int) -> list[Attempt]:
        """The attempts which that sender never finished."""
        ...


@dataclass(frozen=True)
class ReturnPath:
    """Whom a return path's token stands for; `written_to` is another one when they were merged."""

    message_id: UUID
    customer_id: UUID
    written_to: UUID
    email_version: int


class Reports(Protocol):
    """Mails that came back to a return path. They are kept as received only until they are classified."""

    async def return_path(self, token: str) -> ReturnPath | None:
        """What the token stands for; None when it never existed or went with its customer."""
        ...

    async def identities(self, message_id: UUID) -> frozenset[str]:
        """Of the reports about the message that are here, classified or not."""
        ...

    async def are_waiting(self, count: int) -> bool:
        """Whether at least so many reports wait to be classified."""
        ...

    async def receive(self, path: ReturnPath, raw: bytes, identity: str, at: datetime) -> bool:
        """Stores the mail as it came; False when the same report about the same message is there already."""
        ...

    async def reduce(self, report_id: UUID, report: Report) -> None:
        """Forgets the mail and keeps what it said."""
        ...


class Attachments(Protocol):
    """The files that messages carry."""

    async def add(self, attachment: Attachment, content: bytes) -> None:
        """Stores a file that no message carries yet."""
        ...

    async def attach(self, attachment_ids: Sequence[UUID], submission_id: UUID) -> None:
        """The messages of the submission carry these, in this order; of another broadcast's file a copy.

        Raises UnknownAttachments (also for one that other messages carry) and AttachmentsTooLarge.
        """
        ...

    async def replace(self, attachment_ids: Sequence[UUID], submission_id: UUID) -> None:
        """The messages that will be written carry these and no others. Raises as `attach` does."""
        ...


class Broadcasts(Protocol):
    """What was written to audiences."""

    async def add(self, broadcast: Broadcast) -> None:
        """Stores a new one with whom it is for."""
        ...

    async def save(self, broadcast: Broadcast) -> None:
        """Stores how far it is, and tells every open browser."""
        ...

    async def rewrite(self, broadcast: Broadcast) -> None:
        """Stores what it says, for whom and when, but not whom it picked, and tells every open browser."""
        ...

    async def pick(self, broadcast: Broadcast) -> None:
        """It picks the customers of its audience and no others; hold them."""
        ...

    async def next_members(self, broadcast: Broadcast, limit: int) -> list[UUID]:
        """The next customers of the audience behind its position, by id; merged ones among them."""
        ...

    async def planned(self, broadcast_id: UUID, customer_ids: Collection[UUID]) -> set[UUID]:
        """Those who have a message of it, written to themselves or to whom was merged into them, or were left out."""
        ...

    async def leave_out(self, broadcast_id: UUID, reasons: Mapping[UUID, SuppressedReason]) -> None:
        """Remembers who gets nothing and why."""
        ...

    async def anything_waits(self, broadcast_id: UUID) -> bool:
        """Whether a message of it has not been handed over yet."""
        ...


class CourseDates(Protocol):
    """The copies of the course dates."""

    async def keep(self, course_date: CourseDate, customer_ids: Sequence[UUID]) -> None:
        """Stores the copy and who takes part, nobody else."""
        ...

    async def known(self, course_date_ids: Collection[UUID]) -> set[UUID]:
        """Those of which there is a copy."""
        ...


class Suppressions(Protocol):
    """What speaks against mailing a customer. It belongs to the recipient's row, which is held."""

    async def standing_of(self, recipient: Recipient) -> Standing:
        """All that speaks and spoke against it."""
        ...

    async def save(self, standing: Standing) -> None:
        """Stores what is new in it; the recipient, held exclusively, shows it from now on."""
        ...

    async def customer_of(self, suppression_id: UUID) -> UUID | None:
        """Whose it is; None when there is no such suppression."""
        ...

    async def may_change_with_address(self, customer_id: UUID) -> bool:
        """Whether anything is in force for a former address, or for a merged customer that may count here."""
        ...

    async def of_merged_into(self, customer_id: UUID) -> list[Suppression]:
        """What is in force for those who were merged into the customer."""
        ...


class NewLinks(Protocol):
    """Where the links of mails that leave are kept, under the hash of their token."""

    async def add(self, links: Sequence[tuple[str, NewsletterLink]]) -> None:
        """Stores new ones with their tokens."""
        ...


class NewsletterLinks(NewLinks, Protocol):
    """The links in newsletters and double opt-in mails, under the hash of their token."""

    async def find(self, token: str) -> NewsletterLink:
        """What it was made for. Raises LinkUnknown."""
        ...

    async def save(self, token: str, link: NewsletterLink) -> None:
        """Stores when it was followed."""
        ...


class AccountMails(Protocol):
    """The mails to staff accounts."""

    async def add(self, mail: AccountMail) -> bool:
        """Stores a new one; False when the request is known."""
        ...


class Purges(Protocol):
    """The answers to deletions."""

    async def answered(self, customer_id: UUID) -> Mapping[str, int] | None:
        """The counts of the purge that was made before; None when there was none."""
        ...

    async def erase(self, customer_id: UUID) -> Mapping[str, int]:
        """Deletes all of the customer and remembers the counts, kind by kind."""
        ...
