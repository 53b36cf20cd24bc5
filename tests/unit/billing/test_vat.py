"""B6: VAT per rate, rounded as electronic invoices do."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.domain.errors import InvalidInvoice
from billing.domain.line import Line, checked_lines, totals_of
from billing.domain.money import MAX_CENTS, whole_cents


def line(price: int = 1000, quantity: str = "1", vat: str = "19", reason: str | None = None) -> Line:
    return Line("Seepferdchen-Kurs", Decimal(quantity), price, Decimal(vat), reason)


@pytest.mark.parametrize(
    ("amount", "cents"), [("0.5", 1), ("-0.5", -1), ("1.49", 1), ("2.5", 3), ("-2.5", -3), ("0.4999", 0)]
)
def test_half_a_cent_goes_away_from_zero(amount: str, cents: int) -> None:
    assert whole_cents(Decimal(amount)) == cents


def test_b6_vat_is_rounded_once_per_rate_and_not_per_line() -> None:
    """Three times 10 cents at 7 % are 2.1 cents; rounded line by line they would be 3."""
    totals = totals_of([line(10, vat="7")] * 3)
    assert (totals.net_cents, totals.vat_cents, totals.total_cents) == (30, 2, 32)


def test_b6_rates_and_reasons_are_kept_apart_with_the_highest_rate_first() -> None:
    totals = totals_of(
        [
            line(500, vat="0", reason="§ 4 Nr. 21 UStG"),
            line(1000, vat="7"),
            line(1000, vat="19"),
            line(300, vat="0", reason="§ 19 UStG"),
            line(1000, vat="19.00"),
        ]
    )
    assert [
        (group.vat_percent, group.exemption_reason, group.net_cents, group.vat_cents)
        for group in totals.groups
    ] == [
        (19, None, 2000, 380),
        (7, None, 1000, 70),
        (0, "§ 19 UStG", 300, 0),
        (0, "§ 4 Nr. 21 UStG", 500, 0),
    ]
    assert totals.total_cents == 3800 + 450


def test_a_quantity_with_three_decimals_is_exact() -> None:
    assert line(1999, quantity="1.125").net_cents == 2249
    assert line(1, quantity="0.5").net_cents == 1


LINES = st.builds(
    Line,
    description=st.just("Kurs"),
    quantity=st.decimals("0.001", "1000000", places=3),
    unit_price_cents=st.integers(-100_000, 100_000),
    vat_percent=st.decimals("0.01", "100", places=2),
    exemption_reason=st.none(),
)


@given(st.lists(LINES, min_size=1, max_size=20))
def test_totals_are_the_sum_of_their_groups_and_each_group_is_within_half_a_cent(lines: list[Line]) -> None:
    totals = totals_of(lines)
    assert (
        totals.net_cents == sum(line.net_cents for line in lines) == sum(g.net_cents for g in totals.groups)
    )
    assert totals.vat_cents == sum(group.vat_cents for group in totals.groups)
    for group in totals.groups:
        exact = Fraction(group.net_cents) * Fraction(group.vat_percent) / 100
        assert abs(group.vat_cents - exact) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("lines", "field", "code"),
    [
        ([], "lines", "lines_missing"),
        ([line()] * 201, "lines", "too_many_lines"),
        ([line(quantity="0")], "lines.0.quantity", "quantity_out_of_range"),
        ([line(), line(quantity="-1")], "lines.1.quantity", "quantity_out_of_range"),
        ([line(quantity="1E+300")], "lines.0.quantity", "quantity_out_of_range"),
        ([line(quantity="0.0001")], "lines.0.quantity", "quantity_too_fine"),
        ([line(vat="-1")], "lines.0.vat_percent", "vat_out_of_range"),
        ([line(vat="100.01")], "lines.0.vat_percent", "vat_out_of_range"),
        ([line(vat="7.001")], "lines.0.vat_percent", "vat_out_of_range"),
        ([line(vat="0")], "lines.0.exemption_reason", "exemption_reason_missing"),
        ([line(vat="19", reason="§ 4")], "lines.0.exemption_reason", "exemption_reason_at_a_rate"),
        ([line(MAX_CENTS + 1)], "lines.0.unit_price_cents", "amount_too_large"),
        ([line(MAX_CENTS, quantity="2")], "lines.0.unit_price_cents", "amount_too_large"),
        ([line(-1)], "lines", "total_negative"),
        ([line(MAX_CENTS, vat="1")], "lines", "total_too_large"),
        ([Line("  ", Decimal(1), 1, Decimal(19))], "lines.0.description", "description_missing"),
    ],
)
def test_what_is_no_invoice_is_refused_with_the_field_and_the_rule(
    lines: list[Line], field: str, code: str
) -> None:
    with pytest.raises(InvalidInvoice) as refused:
        checked_lines(lines)
    assert (refused.value.field, refused.value.code) == (field, code)


def test_a_discount_line_lowers_the_total() -> None:
    assert totals_of(checked_lines([line(1000), line(-250)])).total_cents == 893
