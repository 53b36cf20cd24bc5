"""Debian's mail servers as private instances on loopback, where `make test` could unpack them."""

import os
from pathlib import Path

import pytest

PLACE = Path(__file__).parents[3] / ".cache" / "mail-servers"
ROOT = PLACE / "root"


def why_missing() -> str | None:
    """Why they cannot run here, or None when they can."""
    if os.geteuid() != 0:
        return "Postfix and Dovecot are started by root only"
    if not (ROOT / "usr/sbin/postfix").exists():
        reason = PLACE / "reason"
        told = reason.read_text().strip() if reason.exists() else ""
        return told or "Postfix and Dovecot are not here: make mail-servers fetches them"
    return None


needs_mail_servers = pytest.mark.skipif(why_missing() is not None, reason=why_missing() or "")
