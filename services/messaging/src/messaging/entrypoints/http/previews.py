"""What a text will look like: the placeholders there are, previews, test mails."""

from datetime import UTC, datetime
from typing import Annotated, Literal, NamedTuple, Self, cast
from uuid import UUID

from fastapi import APIRouter, Header, Request
from pydantic import AfterValidator, BaseModel, Field

from chassis.database import Database
from chassis.http import idempotency
from chassis.http.actors import Staff
from chassis.http.dependencies import Db
from chassis.http.idempotency import IdempotencyKey
from chassis.http.problems import FieldError, Problem, invalid, invalid_fields, language, problem_responses
from messaging.adapters.attachments import SqlAttachments
from messaging.adapters.audiences import recipient_at
from messaging.adapters.compose import with_way_out
from messaging.adapters.course_dates import SqlCourseDates
from messaging.adapters.mail_at_once import Handed, hand_over_at_once, is_mailable
from messaging.adapters.newsletter_links import page_url
from messaging.adapters.queries import recipient_or_survivor, unknown_recipients
from messaging.adapters.test_mails import count_test_mail
from messaging.application.start_broadcast import check_course_dates
from messaging.domain.errors import UnknownCustomers
from messaging.domain.message import Channel, Kind
from messaging.domain.newsletter import Purpose
from messaging.domain.placeholders import PLACEHOLDERS, fill_in, fill_in_html
from messaging.domain.recipient import Recipient, RecipientStatus
from messaging.entrypoints.http.broadcast_bodies import AudienceKind, SomeAudience
from messaging.entrypoints.http.content import FileIds, Written
from messaging.entrypoints.http.waiting import wait_for_copies
from messaging.settings import Settings

router = APIRouter(prefix="/api", tags=["previews"], responses=problem_responses(401, 403, 422))

SAMPLE = Recipient(
    customer_id=UUID(int=0),
    status=RecipientStatus.ACTIVE,
    first_name="Erika",
    last_name="Muster",
    company_name="Muster GmbH",
    email="erika.muster@example.org",
)
"""Who a text is shown to where nobody is chosen."""


class PlaceholderOut(BaseModel):
    """A placeholder, without its braces. `also` is its name in the other language, which is understood as well."""

    name: str
    also: str
    description: str


class Placeholders(BaseModel):
    """All there are."""

    items: list[PlaceholderOut]


class PreviewIn(Written):
    """A text, and as whom to see it: a customer, or one of an audience's recipients; else as an invented one."""

    customer_id: UUID | None = None
    audience: SomeAudience | None = None
    position: Annotated[int, Field(ge=0, lt=2**31)] = 0
    """Which of the audience's recipients, from 0."""
    kind: AudienceKind = Kind.NOTICE
    channel: Channel = Channel.EMAIL
    """Together with `kind` it decides which of the audience are recipients."""


class PreviewOut(BaseModel):
    """The mail as that recipient sees it; `recipients` of the audience would get it."""

    customer_id: UUID | None
    to_name: str
    to_address: str | None
    subject: str
    body: str
    html: str | None
    recipients: int

    @classmethod
    def of(cls, text: "_Text", recipient: Recipient, recipients: int) -> Self:
        """What the recipient reads."""
        return cls(
            customer_id=None if recipient is SAMPLE else recipient.customer_id,
            to_name=recipient.display_name,
            to_address=recipient.email,
            subject=text.subject,
            body=text.body,
            html=text.html,
            recipients=recipients,
        )


class _Text(NamedTuple):
    subject: str
    body: str
    html: str | None


def _as_read(written: Written, recipient: Recipient, way_out: str | None) -> _Text:
    """Filled in for the recipient, with the way out below it where there is one."""
    body = fill_in(written.body, recipient)
    html = None if written.html is None else fill_in_html(written.html, recipient)
    if way_out is not None:
        body, html = with_way_out(body, html, recipient.language or "de", way_out)
    return _Text(fill_in(written.subject, recipient), body, html)


def _way_out(request: Request, kind: Kind, channel: Channel) -> str | None:
    """The link that stands below a newsletter by mail, leading to nothing."""
    if kind is not Kind.NEWSLETTER or channel is not Channel.EMAIL:
        return None
    settings = cast(Settings, request.app.state.settings)
    return page_url(settings.public_url, Purpose.UNSUBSCRIBE, "…")


def _mailable(address: str) -> str:
    if not is_mailable(address):
        raise invalid("email", "Das ist keine E-Mail-Adresse.", "This is no e-mail address.")
    return address


class TestMailIn(Written):
    """A text, to whom to send it, and as which customer sees it; else as an invented one.

    Below a newsletter stands the way out of it, with a link to nothing.
    """

    kind: AudienceKind = Kind.NOTICE
    to: Annotated[str, Field(max_length=320), AfterValidator(_mailable)]
    attachment_ids: FileIds = Field(default_factory=list)
    customer_id: UUID | None = None


class TestMailTaken(BaseModel):
    """The relay took it."""

    accepted: Literal[True] = True


@router.get("/placeholders")
async def placeholders(
    _: Staff, accept_language: Annotated[str | None, Header(include_in_schema=False)] = None
) -> Placeholders:
    """The placeholders in the words of the language; those of both are understood everywhere."""
    german = language(accept_language) == "de"
    return Placeholders(
        items=[
            PlaceholderOut(name=known.name_de, also=known.name_en, description=known.description_de)
            if german
            else PlaceholderOut(name=known.name_en, also=known.name_de, description=known.description_en)
            for known in PLACEHOLDERS
        ]
    )


@router.post("/previews")
async def preview(body: PreviewIn, request: Request, _: Staff, db: Db) -> PreviewOut:
    """Shows the text as one recipient will see it; below a newsletter the way out of it, with a link to nothing."""
    way_out = _way_out(request, body.kind, body.channel)
    if body.customer_id is not None:
        customer = await _customer(db, body.customer_id)
        return PreviewOut.of(_as_read(body, customer, way_out), customer, 1)
    if body.audience is None:
        return PreviewOut.of(_as_read(body, SAMPLE, way_out), SAMPLE, 0)
    audience = body.audience.selection()
    await wait_for_copies(db, audience.customer_ids)
    async with db.reading() as session:
        await check_course_dates(SqlCourseDates(session), audience)
        if unknown := await unknown_recipients(session, list(audience.customer_ids)):
            raise UnknownCustomers(unknown)
        recipient, recipients = await recipient_at(session, audience, body.kind, body.channel, body.position)
    if recipient is None and recipients:
        raise invalid_fields(
            FieldError(
                "position", "out_of_range", f"Es sind {recipients}.", f"There are {recipients} of them."
            )
        )
    shown = recipient or SAMPLE
    return PreviewOut.of(_as_read(body, shown, way_out), shown, recipients)


@router.post("/test-mails", status_code=202, responses=problem_responses(429, 502, 503))
async def send_test_mail(
    body: TestMailIn, request: Request, actor: Staff, db: Db, key: IdempotencyKey
) -> TestMailTaken:
    """Hands the mail to the relay at once. It is kept nowhere; an account has 20 an hour, those that left."""
    recipient = SAMPLE if body.customer_id is None else await _customer(db, body.customer_id)
    text = _as_read(body, recipient, _way_out(request, body.kind, Channel.EMAIL))
    # Open while the relay is asked: a refused one is not counted, and the same request waits for this one's end.
    # Nothing but this account's next test mail can wait for it.
    async with db.transaction() as session:
        entry = await idempotency.begin(session, key, request, actor)
        if entry.previous:
            return TestMailTaken()
        files = await SqlAttachments(session).usable_files(body.attachment_ids)
        await count_test_mail(session, actor.account_id, datetime.now(UTC))
        settings = cast(Settings, request.app.state.settings)
        _check(await hand_over_at_once(settings, body.to, text.subject, text.body, text.html, files))
        await entry.finish(202)
    return TestMailTaken()


def _check(handed: Handed) -> None:
    if handed is Handed.REFUSED:
        raise Problem(
            502,
            "relay-refused",
            title_de="Der Mailserver hat die Testmail abgelehnt",
            title_en="The mail server refused the test mail",
        )
    if handed is Handed.UNREACHABLE:
        raise Problem(
            503,
            "relay-unreachable",
            title_de="Der Mailserver ist gerade nicht erreichbar",
            title_en="The mail server cannot be reached right now",
            headers={"Retry-After": "10"},
        )


async def _customer(db: Database, customer_id: UUID) -> Recipient:
    await wait_for_copies(db, [customer_id])
    async with db.reading() as session:
        recipient = await recipient_or_survivor(session, customer_id)
    if recipient is None or recipient.status is RecipientStatus.DELETED:
        raise invalid_fields(
            FieldError(
                "customer_id",
                "unknown_customer",
                "Diesen Kunden gibt es nicht.",
                "There is no such customer.",
            )
        )
    return recipient
