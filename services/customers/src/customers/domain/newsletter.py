"""Consent to the newsletter (M5): only `confirmed` is consent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from customers.domain.errors import FieldRejected

_DESK = ZoneInfo("Europe/Berlin")
_DAY = timedelta(days=1)


class NewsletterState(StrEnum):
    """`requested` waits for the answer to the double opt-in mail."""

    NONE = "none"
    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    UNSUBSCRIBED = "unsubscribed"


DOUBLE_OPT_IN = "double_opt_in"
"""How somebody consented who followed the link in the mail that asked them to."""
WORDINGS = {
    "1-de": (
        "Ja, ich möchte den Newsletter per E-Mail bekommen. Diese Einwilligung kann ich jederzeit widerrufen, zum "
        "Beispiel mit dem Abmeldelink in jedem Newsletter."
    ),
    "1-en": (
        "Yes, I want to get the newsletter by e-mail. I can withdraw this consent at any time, for example with the "
        "link to unsubscribe in every newsletter."
    ),
}
"""What that mail has people consent to, by the id that `newsletter.confirmed` carries. The texts are messaging's."""


@dataclass(frozen=True)
class NewsletterEvidence:
    """How, when and to which wording somebody consented in writing (Art. 7 (1) GDPR: the burden of proof)."""

    how: str
    when: datetime
    wording: str


class ConsentStep(StrEnum):
    """What happened to a consent."""

    GIVEN = "given"
    WITHDRAWN = "withdrawn"


BY_LINK = "link"
"""How somebody withdrew who unsubscribed themselves."""
BY_DESK = "desk"
"""How, when the desk was told so."""


@dataclass(frozen=True)
class ConsentEntry:
    """One line of a consent's history; a withdrawal has no wording."""

    step: ConsentStep
    how: str
    when: datetime
    wording: str | None = None


def given(evidence: NewsletterEvidence) -> ConsentEntry:
    """The line that the evidence is in the history."""
    return ConsentEntry(ConsentStep.GIVEN, evidence.how, evidence.when, evidence.wording)


def waits_for_link(history: Iterable[ConsentEntry]) -> bool:
    """Whether the customer unsubscribed by a link, and has not confirmed by one since: nobody else can undo it."""
    waits = False
    for entry in history:
        if entry.how == BY_LINK and entry.step is ConsentStep.WITHDRAWN:
            waits = True
        elif entry.how == DOUBLE_OPT_IN:
            waits = False
    return waits


def refuse_impossible(evidence: NewsletterEvidence, history: Iterable[ConsentEntry], now: datetime) -> None:
    """Raises FieldRejected for a written consent of the future, and for one not later than the last withdrawal."""
    if evidence.when > now + _DAY:
        raise FieldRejected("consent_in_future", "newsletter_evidence.when")
    withdrawn = [entry.when for entry in history if entry.step is ConsentStep.WITHDRAWN]
    if withdrawn and evidence.when <= max(withdrawn):
        day = max(withdrawn).astimezone(_DESK).date()
        raise FieldRejected("consent_before_withdrawal", "newsletter_evidence.when", day=day)


def newsletter_after(
    state: NewsletterState,
    wanted: bool | None,
    evidence: NewsletterEvidence | None,
    history: Iterable[ConsentEntry] = (),
) -> NewsletterState:
    """The state once a desk or an import has written `newsletter` (None: nothing was written).

    Who unsubscribed by a link is asked by mail even if they consented in writing since.
    """
    if wanted is None:
        return state
    if not wanted:
        return NewsletterState.NONE if state is NewsletterState.NONE else NewsletterState.UNSUBSCRIBED
    if state is NewsletterState.CONFIRMED or (evidence is not None and not waits_for_link(history)):
        return NewsletterState.CONFIRMED
    return NewsletterState.REQUESTED
