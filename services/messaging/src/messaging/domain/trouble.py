"""What keeps this service from its work until somebody who runs it does something."""

from enum import StrEnum


class Trouble(StrEnum):
    """The names are those of alarms."""

    RELAY_LOGIN = "relay_login"
    """The relay refuses user name or password."""
    RELAY_TLS = "relay_tls"
    """The relay cannot prove who it is, or speaks no TLS that we trust."""
    RELAY_AWAY = "relay_away"
    """No connection to the relay, or it turns us away."""
    MAILBOX = "mailbox"
    """The mailbox that delivery reports come to cannot be read."""


RELAY = frozenset({Trouble.RELAY_LOGIN, Trouble.RELAY_TLS, Trouble.RELAY_AWAY})


def trouble_of_relay(reason: str) -> Trouble:
    """By the word for which the relay cannot be reached."""
    if reason.startswith("login_refused"):
        return Trouble.RELAY_LOGIN
    return Trouble.RELAY_TLS if reason.startswith(("certificate", "tls")) else Trouble.RELAY_AWAY
