"""Money in integer cents, and the one rule by which it is rounded."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

MAX_CENTS = 100_000_000_000
"""One billion euros: no line and no invoice reaches beyond, so that sums stay exact wherever read."""


def whole_cents(amount: Decimal) -> int:
    """`amount` cents rounded commercially: half a cent goes away from zero (DIN 1333)."""
    with localcontext(prec=50):
        return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))
