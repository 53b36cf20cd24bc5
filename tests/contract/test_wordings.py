"""What people consent to in messaging's mail is what customers keeps as evidence (M5)."""

from customers.domain.newsletter import WORDINGS as KEPT
from messaging.domain.newsletter import WORDINGS as SHOWN
from messaging.domain.newsletter import current_wording


def test_m5_every_wording_that_was_ever_shown_is_kept_word_for_word() -> None:
    assert {wording: KEPT.get(wording) for wording in SHOWN} == SHOWN


def test_m5_there_is_a_wording_in_each_language_and_german_for_all_others() -> None:
    assert [current_wording(language) for language in ("de", "en", "fr", None)] == [
        "1-de",
        "1-en",
        "1-de",
        "1-de",
    ]
