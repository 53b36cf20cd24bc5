"""A new customer (C1), by a desk or by an import."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.events.outbox import Outbox
from customers.application.customers.ask_to_confirm import ask_to_confirm
from customers.application.customers.groups import refuse_unknown_groups
from customers.application.customers.tell import tell
from customers.application.ports import Customers, LookAlikes
from customers.domain.customer import Customer, CustomerData, NewsletterWish, SealedBankDetails
from customers.domain.duplicates import likeness_of
from customers.domain.errors import CustomerResemblesOthers
from customers.domain.newsletter import NewsletterState, given, newsletter_after, refuse_impossible
from customers.domain.participant import Participant
from customers.domain.placeholder import PlaceholderEmails
from customers.events.published import CustomerCreated


@dataclass(frozen=True)
class NewCustomer:
    """What is entered for a new customer."""

    id: UUID
    data: CustomerData
    participants: Sequence[Participant] = ()
    newsletter: NewsletterWish | None = None
    bank_details: SealedBankDetails | None = None


async def create_customer(
    customers: Customers,
    outbox: Outbox,
    placeholders: PlaceholderEmails,
    new: NewCustomer,
    now: datetime,
    *,
    look_alikes: LookAlikes | None = None,
    iban_fingerprints: frozenset[bytes] = frozenset(),
) -> Customer:
    """The customer exists with a number of its own and the others are told.

    Raises EmailAlreadyUsed, FieldRejected for an unknown group, and with `look_alikes` CustomerResemblesOthers
    (C11); then nothing is stored and no number spent.
    """
    await refuse_unknown_groups(customers, new.data)
    is_placeholder = placeholders.cover(new.data.email)
    if not is_placeholder:
        await customers.refuse_used_email(new.data.email)
    if look_alikes is not None:
        likeness = likeness_of(
            new.data, new.participants, iban_fingerprints, email_is_placeholder=is_placeholder
        )
        if candidates := await look_alikes.candidates(likeness):
            raise CustomerResemblesOthers(candidates)
    wish = new.newsletter
    evidence = wish.evidence if wish else None
    if evidence:
        refuse_impossible(evidence, (), now)
    customer = Customer(
        id=new.id,
        number=await customers.next_number(),
        data=new.data,
        created_at=now,
        updated_at=now,
        email_is_placeholder=is_placeholder,
        newsletter_state=newsletter_after(NewsletterState.NONE, wish.wanted if wish else None, evidence),
        newsletter_evidence=evidence,
        newsletter_history=(given(evidence),) if evidence else (),
        bank_details=new.bank_details,
        participants=list(new.participants),
    )
    await customers.add(customer)
    await tell(outbox, customer, CustomerCreated)
    await ask_to_confirm(outbox, customer, None)
    return customer
