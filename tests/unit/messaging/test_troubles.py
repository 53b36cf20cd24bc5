"""Which alarm follows from why the relay cannot be reached."""

import pytest

from messaging.domain.trouble import Trouble, trouble_of_relay


@pytest.mark.parametrize(
    ("reason", "trouble"),
    [
        ("login_refused_535", Trouble.RELAY_LOGIN),
        ("certificate_expired", Trouble.RELAY_TLS),
        ("certificate_of_another_host", Trouble.RELAY_TLS),
        ("tls_failed", Trouble.RELAY_TLS),
        ("answered_554", Trouble.RELAY_AWAY),
        ("ConnectionRefusedError", Trouble.RELAY_AWAY),
    ],
)
def test_m6_operators_are_told_which_of_the_three_to_mend(reason: str, trouble: Trouble) -> None:
    assert trouble_of_relay(reason) is trouble
