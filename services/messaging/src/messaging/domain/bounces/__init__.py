"""Reading delivery reports: what came back, about whom, and why (RFC 3464, RFC 3463, RFC 5965, RFC 3834)."""

from messaging.domain.bounces.classify import classify, classify_reply
from messaging.domain.bounces.identity import report_identity

__all__ = ["classify", "classify_reply", "report_identity"]
