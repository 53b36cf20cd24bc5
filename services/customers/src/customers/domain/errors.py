"""What can be wrong, named, with the ids that say where. The HTTP edge turns each into a problem document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID


class CustomersError(Exception):
    """Base of every rule that refuses something."""


class FieldRejected(CustomersError, ValueError):
    """A value that this field may not hold. Carries a stable code and the limits, never the value."""

    def __init__(self, code: str, field: str | None = None, **limits: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.limits: Mapping[str, object] = limits


@dataclass
class Candidate:
    """A live customer that a new one resembles, and why."""

    id: UUID
    number: int
    name: str
    reasons: Sequence[str]


class EmailAlreadyUsed(CustomersError):
    """A live customer has this address; it can be given again after that one is deleted or has another."""

    def __init__(self, candidate: Candidate) -> None:
        super().__init__(str(candidate.id))
        self.candidate = candidate


class CustomerResemblesOthers(CustomersError):
    """Live customers look like the one that is being created; whoever knows better creates it all the same."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        super().__init__(", ".join(str(candidate.id) for candidate in candidates))
        self.candidates = candidates


class CustomerNotFound(CustomersError):
    """No customer ever had this id."""

    def __init__(self, customer_id: UUID) -> None:
        super().__init__(str(customer_id))
        self.customer_id = customer_id


class CustomerDeleted(CustomersError):
    """The customer was deleted; what is left is the entry in the erasure ledger."""

    def __init__(self, customer_id: UUID) -> None:
        super().__init__(str(customer_id))
        self.customer_id = customer_id


class CustomerMerged(CustomersError):
    """The customer is an alias of another one, which is to be changed instead."""

    def __init__(self, customer_id: UUID, merged_into: UUID) -> None:
        super().__init__(f"{customer_id} into {merged_into}")
        self.customer_id = customer_id
        self.merged_into = merged_into


class WordingUnknown(CustomersError):
    """Somebody consented to a text that this service does not know yet."""

    def __init__(self, wording: str) -> None:
        super().__init__(f"unknown wording {wording}")
        self.wording = wording


class MergeCannotBeUndone(CustomersError):
    """Why it cannot: `not_merged`, `expired`, `merged_since`, `used_since`, `email_taken`, `changed_since`."""

    def __init__(self, customer_id: UUID, reason: str) -> None:
        super().__init__(f"{customer_id}: {reason}")
        self.customer_id = customer_id
        self.reason = reason


class ParticipantNotFound(CustomersError):
    """No participant has this id, or no longer."""

    def __init__(self, participant_id: UUID) -> None:
        super().__init__(str(participant_id))
        self.participant_id = participant_id


class NoteNotFound(CustomersError):
    """No note has this id, or no longer."""

    def __init__(self, note_id: UUID) -> None:
        super().__init__(str(note_id))
        self.note_id = note_id


class ErasureNotFound(CustomersError):
    """No customer of this id was deleted."""

    def __init__(self, customer_id: UUID) -> None:
        super().__init__(str(customer_id))
        self.customer_id = customer_id


class GroupNameTaken(CustomersError):
    """A group of this kind has the name already, perhaps in other case."""

    def __init__(self, group_id: UUID) -> None:
        super().__init__(str(group_id))
        self.group_id = group_id


class GroupNotFound(CustomersError):
    """No group of this kind has this id, or no longer."""

    def __init__(self, group_id: UUID) -> None:
        super().__init__(str(group_id))
        self.group_id = group_id


class GroupInUse(CustomersError):
    """Customers are in the group that was to be deleted."""

    def __init__(self, group_id: UUID, customers: int) -> None:
        super().__init__(str(group_id))
        self.group_id = group_id
        self.customers = customers


class LoginRefused(CustomersError):
    """Address and password do not belong together. Never says which of the two was wrong."""


class LoginThrottled(CustomersError):
    """Too many failures lately; the next attempt is read after `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(str(seconds))
        self.seconds = seconds


class AccountNotFound(CustomersError):
    """No staff account has this id, or no longer."""

    def __init__(self, account_id: UUID) -> None:
        super().__init__(str(account_id))
        self.account_id = account_id


class AccountBlocked(CustomersError):
    """The password is right, but the customer is blocked (C9)."""


class AccountInactive(CustomersError):
    """The password is right, but the owner has switched the account off."""


class AddressOfAnotherLogin(CustomersError):
    """The address is the login of another account; a login stands for one account."""


class LastOwner(CustomersError):
    """Without this account nobody could manage the accounts any more."""

    def __init__(self, account_id: UUID) -> None:
        super().__init__(str(account_id))
        self.account_id = account_id


class NoPortalAccess(CustomersError):
    """This customer can have no portal account now. `reason`: `placeholder`, `blocked`."""

    def __init__(self, customer_id: UUID, reason: str) -> None:
        super().__init__(str(customer_id))
        self.customer_id = customer_id
        self.reason = reason


class LinkNoLongerValid(CustomersError):
    """The one-time link was used, is older than half an hour, or was followed by a newer one."""


class SessionNotFound(CustomersError):
    """The account has no such session (any more)."""

    def __init__(self, session_id: UUID) -> None:
        super().__init__(str(session_id))
        self.session_id = session_id


class BankDetailsNotFound(CustomersError):
    """Nothing is kept about the customer's bank."""

    def __init__(self, customer_id: UUID) -> None:
        super().__init__(str(customer_id))
        self.customer_id = customer_id


class BankDetailsUnreadable(CustomersError):
    """None of the keys that are set up opens the bank details."""
