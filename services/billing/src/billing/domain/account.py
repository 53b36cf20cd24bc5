"""What a customer owes, as counters."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class AccountFigures:
    """Sums over all issued invoices of one customer; overdue is open past its due day.

    `includes` names the merged customers whose invoices are in the sums.
    """

    open_cents: int = 0
    open_invoices: int = 0
    overdue_invoices: int = 0
    invoices_ever: int = 0
    includes: tuple[UUID, ...] = ()
