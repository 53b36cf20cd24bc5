"""Placeholders: filled in for each recipient, without gaps, without markup, and no unknown ones."""

from uuid import uuid4

import pytest

from messaging.domain.placeholders import (
    TooManyPlaceholders,
    UnknownPlaceholder,
    check_placeholders,
    fill_in,
    fill_in_html,
)
from messaging.domain.recipient import Recipient, RecipientStatus

ERIKA = Recipient(uuid4(), RecipientStatus.ACTIVE, "Erika", "Muster", "Muster & Söhne GmbH")
COMPANY = Recipient(uuid4(), RecipientStatus.ACTIVE, company_name="Verein Süd")
NOBODY = Recipient(uuid4(), RecipientStatus.ACTIVE)


@pytest.mark.parametrize(
    ("text", "erika", "company", "nobody"),
    [
        ("{{anrede}},", "Guten Tag Erika Muster,", "Guten Tag Verein Süd,", "Guten Tag,"),
        ("{{greeting}},", "Hello Erika Muster,", "Hello Verein Süd,", "Hello,"),
        ("Hallo {{ Vorname }} {{nachname}}!", "Hallo Erika Muster!", "Hallo!", "Hallo!"),
        ("{{vorname}} du", "Erika du", "du", "du"),
        ("Von {{firma}} an dich", "Von Muster & Söhne GmbH an dich", "Von Verein Süd an dich", "Von an dich"),
        ("a\n {{firma}}\nb", "a\n Muster & Söhne GmbH\nb", "a\n Verein Süd\nb", "a\n\nb"),
        ("x{{firma}}y", "xMuster & Söhne GmbHy", "xVerein Südy", "xy"),
        ("{{name}}", "Erika Muster", "Verein Süd", ""),
        ("a  b { {x} }", "a  b { {x} }", "a  b { {x} }", "a  b { {x} }"),
    ],
)
def test_m1_each_recipient_reads_their_own(text: str, erika: str, company: str, nobody: str) -> None:
    check_placeholders(text)
    assert [fill_in(text, to) for to in (ERIKA, COMPANY, NOBODY)] == [erika, company, nobody]


def test_m1_what_somebody_is_called_is_no_markup() -> None:
    evil = Recipient(uuid4(), RecipientStatus.ACTIVE, '"><script>', "{{name}} & Co")
    filled = fill_in_html('<a href="https://x.example/?n={{vorname}}">{{nachname}}</a>', evil)
    assert filled == ('<a href="https://x.example/?n=&quot;&gt;&lt;script&gt;">{{name}} &amp; Co</a>')


@pytest.mark.parametrize("text", ["{{kundennummer}}", "{{}}", "{{ vor name }}", "{{<b>vorname</b>}}"])
def test_m1_an_unknown_placeholder_is_an_error(text: str) -> None:
    with pytest.raises(UnknownPlaceholder):
        check_placeholders(text)


def test_m1_there_are_limits_and_no_text_takes_long() -> None:
    with pytest.raises(TooManyPlaceholders):
        check_placeholders("{{firma}}" * 101)
    # Were a text's time quadratic in its length, these would take minutes.
    for text in ("{{firma}}" + " " * 100_000, "{" * 200_000, ("{{firma}}" + " " * 900) * 100):
        check_placeholders(text)
        fill_in(text, NOBODY)
