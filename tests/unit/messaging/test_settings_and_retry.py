"""The relay's URL, and when a deferred mail is tried again."""

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from messaging.domain.retry import GIVE_UP_AFTER, LONGEST_DELAY, is_given_up, next_attempt_at
from messaging.settings import Settings, smtp_target

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("url", "port", "tls", "start_tls", "username", "password"),
    [
        ("smtp://relay.example", 25, False, "offered", None, None),
        ("smtp://relay.example:2525?starttls=never", 2525, False, "never", None, None),
        ("smtp://jana:p%40ss@relay.example", 25, False, "required", "jana", "p@ss"),
        ("smtps://jana:geheim@relay.example", 465, True, "never", "jana", "geheim"),
    ],
)
def test_the_relays_url(
    url: str, port: int, tls: bool, start_tls: str, username: str | None, password: str | None
) -> None:
    target = smtp_target(url)
    assert (target.host, target.port, target.tls, target.start_tls) == ("relay.example", port, tls, start_tls)
    assert (target.username, target.password) == (username, password)
    assert "geheim" not in repr(target)


@pytest.mark.parametrize("url", ["http://relay", "smtp://", "smtp://relay:port", "smtp://r?starttls=maybe"])
def test_a_wrong_url_is_refused(url: str) -> None:
    with pytest.raises(PydanticCustomError):
        smtp_target(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://schwimmschule-köln.example",
        "https://kurse example",
        "https://<kurse>",
        "https://k.example/x",
        "kurse",
    ],
)
def test_m5_a_public_url_that_no_newsletter_could_carry_ends_the_process_at_the_start(url: str) -> None:
    needed = {"database_url": "postgresql://nowhere/none", "service_token_key": "x" * 32}
    with pytest.raises(ValidationError, match="public_url"):
        Settings.model_validate(needed | {"public_url": url})
    assert Settings.model_validate(needed | {"public_url": "https://xn--kln-sna.example:8443"}).public_url


def test_delays_double_spread_and_end_at_the_longest() -> None:
    assert next_attempt_at(NOW, 1, lambda: 0.5) == NOW + timedelta(seconds=60)
    assert next_attempt_at(NOW, 3, lambda: 0.5) == NOW + timedelta(seconds=240)
    assert next_attempt_at(NOW, 1, lambda: 0.0) == NOW + timedelta(seconds=45)
    assert next_attempt_at(NOW, 1_000, lambda: 0.5) == NOW + LONGEST_DELAY


def test_a_mail_is_given_up_after_three_days() -> None:
    assert not is_given_up(NOW, NOW + GIVE_UP_AFTER - timedelta(seconds=1))
    assert is_given_up(NOW, NOW + GIVE_UP_AFTER)
