"""What the mails of a customer say about the address (M6)."""

from enum import StrEnum


class EmailHealth(StrEnum):
    """`failing`: the last mail did not arrive, the next may. `undeliverable`: the address does not work."""

    UNKNOWN = "unknown"
    OK = "ok"
    FAILING = "failing"
    UNDELIVERABLE = "undeliverable"


def health_after_acceptance(health: EmailHealth) -> EmailHealth:
    """A relay took a mail: good news only where there was none; a report may still follow."""
    return EmailHealth.OK if health is EmailHealth.UNKNOWN else health


def health_after_bounce(health: EmailHealth, bounce_class: str) -> EmailHealth:
    """A mail came back. A hard bounce settles it until a mail is delivered or the address changes."""
    if bounce_class == "hard" or health is EmailHealth.UNDELIVERABLE:
        return EmailHealth.UNDELIVERABLE
    return EmailHealth.FAILING
