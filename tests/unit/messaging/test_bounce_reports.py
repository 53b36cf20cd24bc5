"""M6: what an answer means does not depend on who reports it, but on what it was the answer to."""

import pytest

from messaging.domain.bounce import BounceClass, BounceReason
from messaging.domain.bounces import classify
from messaging.domain.report import ReportKind
from tests.support.documented_answers import DocumentedAnswer, documented_answers
from tests.support.report_formats import FORMS, TO, Form, Refused

REPLIES = [answer for answer in documented_answers() if answer.is_a_reply]
every_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())


def shares(of: int) -> list[tuple[Form, list[DocumentedAnswer]]]:
    """Each form with one of so many shares of the answers, so that every answer comes in several forms."""
    return [(form, REPLIES[number % of :: of]) for number, form in enumerate(FORMS.values())]


@pytest.mark.parametrize(("form", "answers"), shares(3), ids=FORMS.keys())
def test_m6_an_answer_to_rcpt_means_the_same_in_every_report(
    form: Form, answers: list[DocumentedAnswer]
) -> None:
    assert len(answers) > 100
    for answer in answers:
        report = classify(form(answer.text, Refused.RCPT))
        assert (report.kind, report.recipient) == (ReportKind.FAILED, TO), answer.text
        assert answer.fits(report.bounce), (answer.text, answer.meant, report.bounce)


@pytest.mark.parametrize(("form", "answers"), shares(10), ids=FORMS.keys())
def test_m6_an_answer_to_mail_from_is_never_hard(form: Form, answers: list[DocumentedAnswer]) -> None:
    for answer in answers:
        bounce = classify(form(answer.text, Refused.MAIL)).bounce
        assert bounce is not None
        assert bounce.bounce_class is not BounceClass.HARD, answer.text


@every_form
@pytest.mark.parametrize("answer", ["550 User unknown", "550 No such user", "550 5.2.0 Unknown user"])
def test_m6_who_takes_the_recipient_and_refuses_the_mail_says_nothing_of_the_address(
    form: Form, answer: str
) -> None:
    bounce = classify(form(answer, Refused.DATA)).bounce
    assert bounce is not None
    assert (bounce.bounce_class, bounce.reason) == (BounceClass.BLOCK, BounceReason.REJECTED)
    bounce = classify(form(answer, Refused.RCPT)).bounce
    assert bounce is not None
    assert (bounce.bounce_class, bounce.reason) == (BounceClass.HARD, BounceReason.ADDRESS_UNKNOWN)
