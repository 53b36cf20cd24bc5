"""Changing what is known of a customer (C4)."""

from dataclasses import dataclass
from datetime import datetime

from chassis.events.outbox import Outbox
from customers.application.customers.ask_to_confirm import ask_to_confirm
from customers.application.customers.groups import refuse_unknown_groups
from customers.application.customers.tell import tell
from customers.application.ports import Customers
from customers.domain.customer import Customer, CustomerData, NewsletterWish, SealedBankDetails
from customers.domain.placeholder import PlaceholderEmails
from customers.events.published import CustomerUpdated


@dataclass(frozen=True)
class CustomerChange:
    """What is to be from now on.

    Bank details count only with `replaces_bank_details`; None then removes them.
    """

    data: CustomerData
    newsletter: NewsletterWish | None = None
    replaces_bank_details: bool = False
    bank_details: SealedBankDetails | None = None


async def change_customer(
    customers: Customers,
    outbox: Outbox,
    placeholders: PlaceholderEmails,
    customer: Customer,
    change: CustomerChange,
    now: datetime,
) -> None:
    """The locked customer is as entered, one version later, and the others are told; unless nothing differs.

    Raises EmailAlreadyUsed, and FieldRejected for an unknown group.
    """
    before, asked_at = customer.version, customer.to_confirm_at
    await refuse_unknown_groups(customers, change.data)
    email = change.data.email
    if email != customer.data.email and not placeholders.cover(email):
        await customers.refuse_used_email(email, but_not=customer.id)
    customer.change(change.data, placeholders, now)
    if change.newsletter:
        customer.wish_newsletter(change.newsletter, now)
    if change.replaces_bank_details:
        customer.keep_bank_details(change.bank_details, now)
    if customer.version == before:
        return
    customer.version = before + 1
    await customers.save(customer)
    await tell(outbox, customer, CustomerUpdated)
    await ask_to_confirm(outbox, customer, asked_at)
