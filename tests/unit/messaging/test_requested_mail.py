"""What the requested mails say, and where their link is."""

import pytest

from messaging.domain.message import SUBJECT_LENGTH, is_one_line, plain_text
from messaging.domain.requested_mail import LINK_MARK, TEMPLATES, with_link, written

LINK = "https://kunden.example.org/passwort#token=abc"


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_is_written_in_both_languages_and_keeps_a_mark_for_its_link(
    template: str, language: str
) -> None:
    subject, body = written(template, language)
    assert is_one_line(subject)
    assert 0 < len(subject) <= SUBJECT_LENGTH
    assert plain_text(body) == body
    assert "{" not in body
    assert (LINK_MARK in body) is (template != "password_changed")
    sent = with_link(body, LINK)
    assert (LINK in sent) is (LINK_MARK in body)
    assert LINK_MARK not in sent


def test_an_unknown_language_is_german() -> None:
    assert written("invitation", None) == written("invitation", "fr") == written("invitation", "de")
    assert written("invitation", "en") != written("invitation", "de")
