"""What a neighbour's clock says is taken for what it can be."""

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from customers.events.consumed import MailBounced

_BOUNCE = {"customer_id": "01a21dba-f381-71b4-b719-9fbab212aa41", "email_version": 1, "class": "hard"}


def test_m6_a_bounce_of_the_future_does_not_outlast_the_facts_that_follow() -> None:
    for told in (datetime(9999, 12, 31, tzinfo=UTC), datetime.now(UTC) + timedelta(hours=1)):
        assert MailBounced.model_validate(_BOUNCE | {"at": told}).at <= datetime.now(UTC)
    past = datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert MailBounced.model_validate(_BOUNCE | {"at": past}).at == past


@pytest.mark.parametrize("told", ["2026-11-24T09:00:00", "0001-01-01T00:00:00+14:00", None])
def test_m6_a_moment_without_a_zone_or_before_all_mail_is_invalid(told: str | None) -> None:
    with pytest.raises(ValidationError):
        MailBounced.model_validate(_BOUNCE | {"at": told})
