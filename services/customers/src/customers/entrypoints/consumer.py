"""What customers reacts to."""

from datetime import UTC, datetime
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.changes import announce
from chassis.events.consumed import Outcome, Received, on
from chassis.events.outbox import Outbox
from chassis.events.parking import forget_keys
from customers.adapters.audit import record_audit
from customers.adapters.bank_data import vault_of
from customers.adapters.copies import StoredAddressHealth, StoredImportedRows, keep_figures
from customers.adapters.customers import StoredCustomers
from customers.adapters.erasures import StoredErasures
from customers.application.customers.carry_out_row import carry_out_row
from customers.application.customers.create import NewCustomer
from customers.application.customers.follow_mail import follow_acceptance, follow_bounce, follow_delivery
from customers.application.customers.follow_newsletter import follow_confirmation, follow_unsubscribe
from customers.application.erasure.record_purge import record_purge
from customers.application.ports import AccountFigures
from customers.domain.erasure import Kept, Purge
from customers.domain.errors import FieldRejected
from customers.entrypoints.bodies import CustomerBody
from customers.events.consumed import (
    AccountChanged,
    CustomerPurged,
    ImportJobClosed,
    ImportRowRequested,
    MailAccepted,
    MailBounced,
    MailDelivered,
    NewsletterConfirmed,
    NewsletterUnsubscribed,
)
from customers.settings import settings


async def create_imported_customer(session: AsyncSession, event: Received[ImportRowRequested]) -> None:
    """The row is a customer, or the importer learns why not."""
    environment, request = settings(), event.data

    def read() -> NewCustomer:
        try:
            return CustomerBody.model_validate(request.customer).new_customer(
                vault_of(environment.bank_data_keys)
            )
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            code = first.get("ctx", {}).get("code", first["type"])
            field = ".".join(str(part) for part in first["loc"])
            raise FieldRejected(str(code), field[:200]) from None

    done = await carry_out_row(
        StoredCustomers(session),
        StoredImportedRows(session),
        Outbox(session),
        environment.placeholders,
        job_id=request.job_id,
        row=request.row,
        read=read,
        now=datetime.now(UTC),
    )
    if done.outcome == "created" and done.customer_id:
        announce(session, "customer", done.customer_id)


async def forget_rows_of_closed_job(session: AsyncSession, event: Received[ImportJobClosed]) -> None:
    """Rows of the job that are parked or dead here go with it: nobody will ask for them any more."""
    await forget_keys(session, "import-rows", f"{event.data.job_id}:")


async def show_credit(session: AsyncSession, event: Received[AccountChanged]) -> None:
    """The customer's credit is what billing says; version and ETag stay."""
    if await keep_figures(session, AccountFigures(**event.data.model_dump())):
        announce(session, "customer", event.data.customer_id)


async def show_acceptance(session: AsyncSession, event: Received[MailAccepted]) -> Outcome:
    """An address that nothing was known of is fine so far."""
    mail = event.data
    health = StoredAddressHealth(session)
    news = await follow_acceptance(health, mail.customer_id, mail.email_version, mail.at)
    return _told(session, event.data, news)


async def show_delivery(session: AsyncSession, event: Received[MailDelivered]) -> Outcome:
    """The address works."""
    mail = event.data
    news = await follow_delivery(StoredAddressHealth(session), mail.customer_id, mail.email_version, mail.at)
    return _told(session, event.data, news)


async def show_bounce(session: AsyncSession, event: Received[MailBounced]) -> Outcome:
    """The address fails, or does not work at all."""
    mail = event.data
    health = StoredAddressHealth(session)
    news = await follow_bounce(health, mail.customer_id, mail.email_version, mail.bounce_class, mail.at)
    return _told(session, event.data, news)


async def keep_consent(session: AsyncSession, event: Received[NewsletterConfirmed]) -> Outcome:
    """The customer has consented to the newsletter, with what was consented to as evidence (M5)."""
    fact = event.data
    confirmed = await follow_confirmation(
        StoredCustomers(session),
        Outbox(session),
        fact.customer_id,
        fact.email_version,
        fact.wording_id,
        fact.at,
        datetime.now(UTC),
    )
    return await _noted(session, fact.customer_id if confirmed else None)


async def end_newsletter(session: AsyncSession, event: Received[NewsletterUnsubscribed]) -> Outcome:
    """The customer gets no newsletter any more."""
    ended = await follow_unsubscribe(
        StoredCustomers(session), Outbox(session), event.data.customer_id, event.data.at, datetime.now(UTC)
    )
    return await _noted(session, ended)


async def tick_off_purge(session: AsyncSession, event: Received[CustomerPurged]) -> Outcome:
    """The certificate shows what the service purged, and what it keeps until when."""
    purged = event.data
    erasures = StoredErasures(session)
    kept = None if purged.kept is None else tuple(Kept(**thing.model_dump()) for thing in purged.kept)
    purge = Purge(event.time, purged.counts, event.sequence, kept)
    erasure = await record_purge(erasures, purged.customer_id, purged.service, purge)
    if erasure is None:
        return Outcome.STALE
    announce(session, "erasure", erasure.root)
    return Outcome.APPLIED


def _told(session: AsyncSession, mail: MailAccepted | MailDelivered | MailBounced, news: bool) -> Outcome:
    if not news:
        return Outcome.STALE
    announce(session, "customer", mail.customer_id)
    return Outcome.APPLIED


async def _noted(session: AsyncSession, changed: UUID | None) -> Outcome:
    """The trail tells of the change, in which nobody was logged in."""
    if changed is None:
        return Outcome.STALE
    await record_audit(session, None, "customer.changed", "customer", changed, {"fields": ["newsletter"]})
    announce(session, "customer", changed)
    return Outcome.APPLIED


SUBSCRIPTIONS = (
    on("import-rows", "import.row_requested", ImportRowRequested, create_imported_customer, ordered=False),
    on("import-rows", "import.job_closed", ImportJobClosed, forget_rows_of_closed_job, ordered=False),
    on("customer-accounts", "account.changed", AccountChanged, show_credit),
    on("mail", "mail.accepted", MailAccepted, show_acceptance, ordered=False),
    on("mail", "mail.delivered", MailDelivered, show_delivery, ordered=False),
    on("mail", "mail.bounced", MailBounced, show_bounce, ordered=False),
    on("mail", "newsletter.confirmed", NewsletterConfirmed, keep_consent, ordered=False),
    on("mail", "newsletter.unsubscribed", NewsletterUnsubscribed, end_newsletter, ordered=False),
    on("erasures", "customer.purged", CustomerPurged, tick_off_purge, ordered=False, after_purge=True),
)
