"""One line of an invoice, and the VAT of several."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from billing.domain.errors import InvalidInvoice
from billing.domain.money import MAX_CENTS, whole_cents

MAX_LINES = 200
MAX_QUANTITY = Decimal(1_000_000)


@dataclass(frozen=True)
class Line:
    """A quantity of something at a net unit price; a negative price is a discount."""

    description: str
    quantity: Decimal
    unit_price_cents: int
    vat_percent: Decimal
    exemption_reason: str | None = None

    @property
    def net_cents(self) -> int:
        """Quantity times unit price, rounded to whole cents."""
        return whole_cents(self.quantity * self.unit_price_cents)


@dataclass(frozen=True)
class VatGroup:
    """All lines of one rate, and of one reason where the rate is zero (§ 14 Abs. 4 Nr. 8 UStG)."""

    vat_percent: Decimal
    exemption_reason: str | None
    net_cents: int
    vat_cents: int


@dataclass(frozen=True)
class Totals:
    net_cents: int
    vat_cents: int
    groups: tuple[VatGroup, ...]

    @property
    def total_cents(self) -> int:
        """What the recipient pays."""
        return self.net_cents + self.vat_cents


def totals_of(lines: Sequence[Line]) -> Totals:
    """VAT per rate: each line is rounded to cents, and the VAT of the sum of a rate's lines is rounded once.

    This is the calculation of EN 16931 (BR-CO-17): an electronic invoice shows the same cents.
    Groups come with the highest rate first.
    """
    nets: dict[tuple[Decimal, str | None], int] = {}
    for line in lines:
        group = (line.vat_percent.normalize(), line.exemption_reason)
        nets[group] = nets.get(group, 0) + line.net_cents
    groups = tuple(
        VatGroup(percent, reason, net, whole_cents(net * percent / 100))
        for (percent, reason), net in sorted(nets.items(), key=lambda item: (-item[0][0], item[0][1] or ""))
    )
    return Totals(sum(nets.values()), sum(group.vat_cents for group in groups), groups)


def checked_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, when together they make an invoice; else `InvalidInvoice` with the field and the rule."""
    if not lines:
        raise InvalidInvoice("lines", "lines_missing")
    if len(lines) > MAX_LINES:
        raise InvalidInvoice("lines", "too_many_lines")
    for index, line in enumerate(lines):
        _check(line, f"lines.{index}")
    total = totals_of(lines).total_cents
    if total < 0:
        raise InvalidInvoice("lines", "total_negative")
    if total > MAX_CENTS:
        raise InvalidInvoice("lines", "total_too_large")
    return tuple(lines)


def _check(line: Line, where: str) -> None:
    if not line.description.strip():
        raise InvalidInvoice(f"{where}.description", "description_missing")
    if not 0 < line.quantity <= MAX_QUANTITY:
        raise InvalidInvoice(f"{where}.quantity", "quantity_out_of_range")
    if line.quantity != round(line.quantity, 3):
        raise InvalidInvoice(f"{where}.quantity", "quantity_too_fine")
    if not 0 <= line.vat_percent <= 100 or line.vat_percent != round(line.vat_percent, 2):
        raise InvalidInvoice(f"{where}.vat_percent", "vat_out_of_range")
    if line.vat_percent == 0 and not line.exemption_reason:
        raise InvalidInvoice(f"{where}.exemption_reason", "exemption_reason_missing")
    if line.vat_percent != 0 and line.exemption_reason:
        raise InvalidInvoice(f"{where}.exemption_reason", "exemption_reason_at_a_rate")
    if abs(line.unit_price_cents) > MAX_CENTS or abs(line.net_cents) > MAX_CENTS:
        raise InvalidInvoice(f"{where}.unit_price_cents", "amount_too_large")
