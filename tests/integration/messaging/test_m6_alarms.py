"""M6: what is said against us and not against an address reaches the operators."""

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import text

import messaging.entrypoints.worker
from tests.integration.messaging.conftest import Runs
from tests.integration.messaging.desk import Desk
from tests.support.eventually import eventually


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("550 5.7.1 Message refused by our security policy", "policy"),
        ("550 5.7.26 This mail is unauthenticated: SPF and DKIM did not pass", "policy"),
        ("554 5.7.1 Message classified as spam", "spam"),
    ],
)
async def test_m6_a_refusal_of_us_is_an_alarm_to_the_operators(
    runs: Runs, monkeypatch: pytest.MonkeyPatch, answer: str, reason: str
) -> None:
    monkeypatch.setattr(messaging.entrypoints.worker, "MEASURE_EVERY", 0.1)
    async with runs() as desk:
        assert await _alarms(desk) == {}
        desk.relay.answers["rcpt"] = [answer, "550 5.1.1 No such user"]
        for _ in range(2):
            [taken] = await desk.write(await desk.customer())
            await desk.message_in("bounced", taken["id"])
        assert await _alarms(desk) == {reason: 1}

        def measured() -> None:
            values = {
                name: REGISTRY.get_sample_value("messaging_refusals_last_day", {"reason": name})
                for name in ("policy", "spam", "network")
            }
            assert values == {"policy": 0, "spam": 0, "network": 0} | {reason: 1}

        await eventually(measured)


async def test_m6_an_alarm_ends_after_a_day(desk: Desk) -> None:
    desk.relay.answers["rcpt"] = ["554 5.7.1 Message classified as spam"]
    [taken] = await desk.write(await desk.customer())
    await desk.message_in("bounced", taken["id"])
    assert await _alarms(desk) == {"spam": 1}
    async with desk.database.transaction() as session:
        await session.execute(text("UPDATE message_events SET at = at - interval '25 hours'"))
    assert await _alarms(desk) == {}


async def _alarms(desk: Desk) -> dict[str, int]:
    answer = await desk.http.get("/api/ops/messaging")
    assert answer.status_code == 200, answer.text
    return {alarm["name"]: alarm["count"] for alarm in answer.json()["alarms"]}
