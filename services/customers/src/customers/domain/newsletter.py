"""Consent to the newsletter (M5): only `confirmed` is consent."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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


def newsletter_after(
    state: NewsletterState, wanted: bool | None, evidence: NewsletterEvidence | None
) -> NewsletterState:
    """The state once a desk or an import has written `newsletter` (None: nothing was written)."""
    if wanted is None:
        return state
    if not wanted:
        return NewsletterState.NONE if state is NewsletterState.NONE else NewsletterState.UNSUBSCRIBED
    if evidence is not None or state is NewsletterState.CONFIRMED:
        return NewsletterState.CONFIRMED
    return NewsletterState.REQUESTED
