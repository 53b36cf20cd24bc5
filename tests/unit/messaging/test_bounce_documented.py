"""M6: what mail servers answer means what their own documents say."""

import pytest

from messaging.domain.bounces.stage import Command
from messaging.domain.bounces.verdict import meaning_of
from messaging.domain.bounces.wording import status_in
from tests.support.documented_answers import DocumentedAnswer, documented_answers

ANSWERS = documented_answers()


@pytest.mark.parametrize(
    "answer", ANSWERS, ids=[f"{number}-{answer.meant}" for number, answer in enumerate(ANSWERS)]
)
def test_m6_an_answer_means_what_its_own_document_says(answer: DocumentedAnswer) -> None:
    status = status_in(answer.text)
    command = Command.RCPT if answer.is_a_reply else None
    meaning = meaning_of([answer.text], status, command)
    assert answer.fits(meaning.bounce(status) if meaning else None), (answer.text, answer.meant, meaning)
