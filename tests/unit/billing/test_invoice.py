"""B4: a draft becomes a document."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest

from billing.domain.customer import Recipient
from billing.domain.errors import InvoiceAlreadyIssued
from billing.domain.invoice import Invoice, InvoiceStatus, business_day, invoice_number
from billing.domain.line import Line

NOON = datetime(2026, 3, 31, 10, 0, tzinfo=UTC)
RECIPIENT = Recipient(4711, None, "Jürgen", "Groß", None, None)


def draft(due_on: date | None = None) -> Invoice:
    return Invoice(
        id=uuid4(),
        customer_id=uuid4(),
        status=InvoiceStatus.DRAFT,
        version=1,
        lines=(Line("Aqua-Fitness", Decimal(10), 1250, Decimal(19)),),
        due_on=due_on,
        created_at=NOON,
        updated_at=NOON,
    )


def test_b4_an_issued_invoice_is_due_after_14_days() -> None:
    issued = draft().issued(number="2026-00001", recipient=RECIPIENT, at=NOON)
    assert issued.due_on == date(2026, 4, 14)
    assert (issued.status, issued.version, issued.issued_at) == (InvoiceStatus.OPEN, 2, NOON)


def test_b4_the_due_day_of_the_draft_stays() -> None:
    assert draft(date(2026, 12, 24)).issued(number="2026-00001", recipient=RECIPIENT, at=NOON).due_on == date(
        2026, 12, 24
    )


def test_b4_an_issued_invoice_is_not_issued_again() -> None:
    issued = draft().issued(number="2026-00001", recipient=RECIPIENT, at=NOON)
    with pytest.raises(InvoiceAlreadyIssued) as refused:
        issued.issued(number="2026-00002", recipient=RECIPIENT, at=NOON)
    assert refused.value.number == "2026-00001"


def test_the_day_changes_at_midnight_in_berlin() -> None:
    assert business_day(datetime(2026, 12, 31, 22, 59, tzinfo=UTC)) == date(2026, 12, 31)
    assert business_day(datetime(2026, 12, 31, 23, 0, tzinfo=UTC)) == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("position", "number"), [(1, "2026-00001"), (99_999, "2026-99999"), (100_000, "2026-100000")]
)
def test_a_number_has_five_digits_or_more(position: int, number: str) -> None:
    assert invoice_number(2026, position) == number


def test_a_company_is_addressed_by_its_name() -> None:
    assert RECIPIENT.display_name == "Jürgen Groß"
    assert Recipient(1, None, "Jürgen", "Groß", "Schwimmbad GmbH", None).display_name == "Schwimmbad GmbH"
