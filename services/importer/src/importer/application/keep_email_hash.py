"""A customer was created or has changed."""

from uuid import UUID

from importer.application.ports import CustomerEmails
from importer.domain.emails import EmailHasher


async def keep_email_hash(
    customers: CustomerEmails, hasher: EmailHasher, *, customer_id: UUID, email: str, is_placeholder: bool
) -> bool:
    """The keyed hash of the e-mail is all that is kept, none of a placeholder. False after a deletion."""
    return await customers.keep(customer_id, None if is_placeholder else hasher.hash(email))
