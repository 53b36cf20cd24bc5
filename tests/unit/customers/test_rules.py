"""Placeholders (C12), text and its limits, newsletter (M5), throttling, what an erasure keeps (C10)."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customers.domain.email_health import EmailHealth, health_after_acceptance, health_after_bounce
from customers.domain.erasure import Erasure, ErasureStatus, Purge
from customers.domain.errors import FieldRejected
from customers.domain.newsletter import NewsletterEvidence, NewsletterState, newsletter_after
from customers.domain.placeholder import PlaceholderEmails
from customers.domain.text import plain_text
from customers.domain.throttle import next_attempt_at

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("email", "is_placeholder"),
    [
        ("keine@verein.example", True),
        ("KEINE@Verein.example", True),
        ("keine+4711@verein.example", True),
        ("keiner@verein.example", False),
        ("keine@verein.example.org", False),
        ("anna+keine@verein.example", False),
    ],
)
def test_c12_plus_addresses_of_a_placeholder_are_placeholders(email: str, is_placeholder: bool) -> None:
    assert PlaceholderEmails(["keine@verein.example", " "]).cover(email) is is_placeholder


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=50))
def test_readable_text_stays_and_is_cleaned_once(text: str) -> None:
    cleaned = plain_text(text, 200)
    assert plain_text(cleaned, 200) == cleaned


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\u202eb", "a\u2066b", "a\ud800b", "a\nb", "a\u2028b"])
def test_unreadable_text_is_refused(text: str) -> None:
    with pytest.raises(FieldRejected) as refused:
        plain_text(text, 100)
    assert refused.value.code == "unreadable"


ZERO_WIDTH = [
    *("Mül\u200bler", "\u200bMüller", "Müller\ufeff", "Mül\u00adler", "Mül\u2060ler", "Müller\u200e"),
    *("Mül\u200dler", "Mül\u200cler", "\u200d", "سارا\u200c", "a\u200dب"),
]


@pytest.mark.parametrize("text", ZERO_WIDTH)
def test_zero_width_characters_are_refused_in_names(text: str) -> None:
    with pytest.raises(FieldRejected) as refused:
        plain_text(text, 100)
    assert refused.value.code == "unreadable"


@pytest.mark.parametrize("text", ["علی\u200cرضا", "क्\u200dष", "Kita 👨\u200d👩\u200d👧", "Müller"])
def test_joiners_stay_where_they_are_written(text: str) -> None:
    assert plain_text(text, 100) == text


def test_a_megabyte_is_too_long() -> None:
    with pytest.raises(FieldRejected) as refused:
        plain_text("x" * 1_000_000, 100)
    assert (refused.value.code, refused.value.limits) == ("too_long", {"limit": 100})


def test_m5_only_evidence_confirms_and_a_confirmation_stays() -> None:
    evidence = NewsletterEvidence("Formular", NOW, "Ja")
    s = NewsletterState
    assert newsletter_after(s.NONE, True, None) is s.REQUESTED
    assert newsletter_after(s.NONE, True, evidence) is s.CONFIRMED
    assert newsletter_after(s.CONFIRMED, True, None) is s.CONFIRMED
    assert newsletter_after(s.UNSUBSCRIBED, True, None) is s.REQUESTED
    assert newsletter_after(s.CONFIRMED, False, None) is s.UNSUBSCRIBED
    assert newsletter_after(s.NONE, False, None) is s.NONE
    assert newsletter_after(s.REQUESTED, None, None) is s.REQUESTED


def test_m6_a_hard_bounce_outlasts_softer_news() -> None:
    dead = health_after_bounce(EmailHealth.OK, "hard")
    assert dead is EmailHealth.UNDELIVERABLE
    assert health_after_bounce(dead, "soft") is dead
    assert health_after_acceptance(dead) is dead


def test_waits_grow_to_a_minute_and_no_longer() -> None:
    waits = [(next_attempt_at(failures, NOW, 5) - NOW).total_seconds() for failures in (4, 5, 6, 8, 11, 500)]
    assert waits == [0, 1, 2, 8, 60, 60]


def test_c10_invoices_are_kept_for_eight_years_after_the_year() -> None:
    erasure = Erasure(uuid4(), NOW, uuid4(), 2, uuid4(), NOW, NOW, NOW + timedelta(hours=1))
    assert (erasure.status, erasure.kept) == (ErasureStatus.PENDING, [])
    for service in ("billing", "messaging", "importer"):
        erasure.purges[service] = Purge(NOW, {"invoices_kept": 3} if service == "billing" else {})
    assert erasure.status is ErasureStatus.PURGED
    assert [(k.what, k.until.isoformat()) for k in erasure.kept] == [("invoices", "2034-12-31")]
    erasure.kafka_verified_at = NOW
    assert erasure.status is ErasureStatus.COMPLETE
