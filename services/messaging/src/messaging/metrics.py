"""Every metric of messaging, with its meaning. Labels hold words of ours, never an id, an address or a token."""

from prometheus_client import Counter, Gauge

REPORT_ANSWERS = Counter(
    "report_intake_answers_total",
    "What became of mails that came to a return path: taken, unknown (no such path, or it went with its customer), "
    "later (cannot be stored now), enough (too many about one message), too_fast, too_many_connections",
    ("way", "answer"),
)
REPORTS = Counter("delivery_reports_total", "Mails that came back, by what they turned out to say", ("kind",))
REFUSALS = Gauge(
    "messaging_refusals_last_day",
    "Mails of the last 24 hours that failed for what we are, not for whom they went to: an alarm when it is not 0. "
    "policy covers authentication (SPF, DKIM, DMARC, relaying, reputation); measured by the worker",
    ("reason",),
)
FAILED_BROADCASTS = Gauge(
    "messaging_broadcasts_failed",
    "Broadcasts that were given up and that nobody has resumed or cancelled yet; measured by the worker",
)
TROUBLES = Gauge(
    "messaging_troubles",
    "1 while something keeps the service from its work: relay_login, relay_tls, relay_away (mails wait), mailbox "
    "(reports wait); measured by the worker",
    ("name",),
)
