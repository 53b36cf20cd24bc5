"""Telling the others what a customer looks like now."""

from dataclasses import asdict

from chassis.events.outbox import Outbox
from customers.domain.customer import Customer
from customers.events.published import AddressData, CustomerSnapshot, ParticipantData


async def tell(outbox: Outbox, customer: Customer, fact: type[CustomerSnapshot]) -> None:
    """Publishes the customer as it is now, as `fact`.

    The caller holds the customer's lock or just made it.
    """
    data = customer.data
    snapshot = fact.model_validate(
        {
            "customer_id": customer.id,
            "number": customer.number,
            "status": customer.status.value,
            "version": customer.version,
            "salutation": data.salutation,
            "first_name": data.first_name,
            "last_name": data.last_name,
            "company_name": data.company_name,
            "is_company": data.is_company,
            "email": data.email,
            "email_version": customer.email_version,
            "email_is_placeholder": customer.email_is_placeholder,
            "phone": data.phone,
            "further_phones": list(data.further_phones),
            "address": AddressData(**asdict(data.address)) if data.address else None,
            "language": data.language,
            "customer_group_ids": list(data.customer_group_ids),
            "recipient_group_ids": list(data.recipient_group_ids),
            "discount_percent": float(data.discount_percent),
            "newsletter_state": customer.newsletter_state.value,
            "participants": [
                ParticipantData(
                    participant_id=p.id,
                    first_name=p.first_name,
                    last_name=p.last_name,
                    birth_date=p.birth_date,
                )
                for p in customer.participants
            ],
            "created_at": customer.created_at,
            "updated_at": customer.updated_at,
        }
    )
    await outbox.publish(snapshot, subject=customer.id, sequence=customer.version)
