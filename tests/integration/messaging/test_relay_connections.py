"""The connections to the relay: whom they trust, how many mails they carry, and that no domain takes them all."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import text

from messaging.adapters.compose import Envelope
from messaging.adapters.relay_connection import RelayConnection
from messaging.domain.attempt import TakenOver
from messaging.entrypoints import worker
from messaging.entrypoints.sender import Sender
from messaging.entrypoints.sending import lanes
from tests.integration.messaging.desk import Desk, messaging_runs
from tests.support.certificates import Authority, authority
from tests.support.eventually import eventually
from tests.support.faulty_relay import DROP, FaultyRelay, faulty_relay
from tests.support.servers import Stack

Runs = Callable[..., AbstractAsyncContextManager[Desk]]
ADDRESS = "jana.muster@example.net"


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """The only authority that this machine trusts."""
    made = authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.trusted))
    return made


@pytest.fixture
def runs(stack: Stack, database_url: str, topic_prefix: str) -> Runs:
    def runs(relay: FaultyRelay, **more: object) -> AbstractAsyncContextManager[Desk]:
        return messaging_runs(relay, stack, database_url, topic_prefix, **more)

    return runs


@pytest.mark.parametrize("at_once", [False, True], ids=["starttls", "smtps"])
async def test_a_relay_with_a_good_certificate_gets_password_and_mail(
    runs: Runs, trusted: Authority, at_once: bool
) -> None:
    async with faulty_relay(trusted.server(), tls_at_once=at_once, password="geheim 1") as relay:
        url = relay.url.replace("://", "://kurse:geheim%201@")
        async with runs(relay, smtp_url=url) as desk:
            [taken] = await _write(desk)
            await desk.message_in("accepted", taken["id"])
        assert relay.logins == 1
        assert len(relay.mails) == 1


@pytest.mark.parametrize("at_once", [False, True], ids=["starttls", "smtps"])
@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ("expired", "certificate_expired"),
        ("self_signed", "certificate_self_signed"),
        ("other_host", "certificate_of_another_host"),
    ],
)
async def test_a_wrong_certificate_gets_nothing_and_is_named_in_the_log(
    runs: Runs, trusted: Authority, caplog: pytest.LogCaptureFixture, wrong: str, reason: str, at_once: bool
) -> None:
    servers = {
        "expired": partial(trusted.server, days=-1),
        "self_signed": trusted.self_signed,
        "other_host": partial(trusted.server, "other.example"),
    }
    async with (
        faulty_relay(servers[wrong](), tls_at_once=at_once, password="geheim") as relay,
        runs(relay, smtp_url=relay.url.replace("://", "://kurse:geheim@")) as desk,
    ):
        [taken] = await _write(desk)
        await eventually(lambda: _logged(caplog, reason))
        message = await desk.message(taken["id"])
        assert (message["status"], message["attempts"]) == ("queued", [])
        assert (relay.logins, relay.recipients, relay.mails) == (0, [], [])
        assert "example.net" not in caplog.text
        assert "geheim" not in caplog.text


async def test_a_refused_password_is_named_in_the_log_and_no_mail_is_touched(
    runs: Runs, trusted: Authority, caplog: pytest.LogCaptureFixture
) -> None:
    async with (
        faulty_relay(trusted.server(), password="another") as relay,
        runs(relay, smtp_url=relay.url.replace("://", "://kurse:geheim@")) as desk,
    ):
        [taken] = await _write(desk)
        await eventually(lambda: _logged(caplog, "login_refused_535"))
        assert (await desk.message(taken["id"]))["attempts"] == []
        assert "geheim" not in caplog.text


async def test_m6_a_relay_that_refuses_the_login_is_an_alarm_until_it_lets_us_in(
    runs: Runs, trusted: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "MEASURE_EVERY", 0.1)
    async with (
        faulty_relay(trusted.server(), password="another") as relay,
        runs(relay, smtp_url=relay.url.replace("://", "://kurse:geheim@")) as desk,
    ):
        assert await _alarms(desk) == set()
        [taken] = await _write(desk)
        await eventually(lambda: _alarm_is(desk, {"relay_login"}))
        await eventually(lambda: _measured(1))
        relay.password = "geheim"
        await desk.message_in("accepted", taken["id"], within=20)
        await eventually(lambda: _alarm_is(desk, set()))
        await eventually(lambda: _measured(0))


async def test_m6_a_relay_that_is_away_or_not_trusted_is_an_alarm(runs: Runs, trusted: Authority) -> None:
    async with faulty_relay(trusted.self_signed()) as relay, runs(relay) as desk:
        [taken] = await _write(desk)
        await eventually(lambda: _alarm_is(desk, {"relay_tls"}))
        relay.faults["banner"] = DROP
        await eventually(lambda: _alarm_is(desk, {"relay_tls", "relay_away"}), within=20)
        # Nobody tries any more, so nobody will find that it is over.
        assert (await desk.http.post(f"/api/messages/{taken['id']}/cancel")).status_code == 200

        async def an_hour_later() -> None:
            async with desk.database.transaction() as session:
                await session.execute(text("UPDATE troubles SET latest_at = now() - interval '61 minutes'"))
            assert await _alarms(desk) == set()

        await eventually(an_hour_later)


async def _alarm_is(desk: Desk, names: set[str]) -> None:
    assert await _alarms(desk) == names


async def _alarms(desk: Desk) -> set[str]:
    return {alarm["name"] for alarm in (await desk.http.get("/api/ops/messaging")).json()["alarms"]}


def _measured(value: int) -> None:
    assert REGISTRY.get_sample_value("messaging_troubles", {"name": "relay_login"}) == value


async def test_a_connection_carries_so_many_mails_and_then_makes_room_for_a_fresh_one(runs: Runs) -> None:
    async with (
        faulty_relay() as relay,
        runs(relay, smtp_connections=1, smtp_mails_per_connection=3) as desk,
    ):
        taken = [item for _ in range(7) for item in await _write(desk)]
        for item in taken:
            await desk.message_in("accepted", item["id"])
        assert relay.connections == [3, 3, 1]


async def test_a_slow_domain_leaves_lanes_for_the_others(runs: Runs) -> None:
    async with faulty_relay() as relay, runs(relay, smtp_connections=3, smtp_per_domain=2) as desk:
        relay.held["slow.example"] = asyncio.Event()
        slow = [await desk.customer(email=f"k{number}@Slow.example") for number in range(5)]
        other = await desk.customer(email=ADDRESS)
        waiting = await eventually(lambda: desk.write(*slow), within=30)
        await eventually(lambda: _asked(relay, "slow.example", 2))
        for _ in range(3):
            [taken] = await eventually(lambda: desk.write(other), within=30)
            await desk.message_in("accepted", taken["id"])
        assert len([address for address in relay.recipients if address.endswith("slow.example")]) == 2
        relay.held.pop("slow.example").set()
        for item in waiting:
            await desk.message_in("accepted", item["id"])


async def test_a_domain_that_asks_to_slow_down_rests_while_others_go_on(runs: Runs) -> None:
    async with faulty_relay() as relay, runs(relay) as desk:
        first, second = [await desk.customer(email=f"k{number}@full.example") for number in range(2)]
        other = await desk.customer(email=ADDRESS)
        relay.faults["rcpt"] = "421 4.7.28 our system has detected an unusual rate of mail"
        [taken] = await eventually(lambda: desk.write(first), within=30)
        await desk.message_in("deferred", taken["id"])
        relay.faults.clear()
        [resting] = await desk.write(second)
        for _ in range(3):
            [taken] = await desk.write(other)
            await desk.message_in("accepted", taken["id"])
        message = await desk.message(resting["id"])
        assert (message["status"], message["attempts"]) == ("queued", [])


async def test_m4_a_mail_that_missed_its_second_is_looked_at_again(
    runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with faulty_relay() as relay, runs(relay) as desk:
        customer = await desk.customer(email=ADDRESS)
        await eventually(lambda: desk.write(customer, channel="portal"), within=30)
        looks = []

        def missed() -> float:
            looks.append(1)
            return -1.0 if len(looks) < 3 else 60.0

        class Second(float):
            def __radd__(self, looked_at: float) -> float:
                return looked_at + missed()

        monkeypatch.setattr(lanes, "MAIL_FROM_WITHIN", Second())
        [taken] = await desk.write(customer)
        message = await desk.message_in("accepted", taken["id"])
        assert len(looks) == 3
        assert [(attempt["number"], attempt["result"]) for attempt in message["attempts"]] == [
            (1, "accepted")
        ]
        assert len(relay.recipients) == 1


async def test_m1_mail_from_does_not_wait_until_a_large_mail_is_written(runs: Runs) -> None:
    """Files of 20 MiB take longer than the second that MAIL FROM has: the mail would be put off for ever."""
    async with faulty_relay() as relay, runs(relay, with_worker=False) as desk:
        connection = RelayConnection(desk.settings)
        await connection.make_ready()
        asked: list[str] = []

        def write() -> bytes:
            asked.extend(relay.recipients)
            return b"Subject: Kurs\r\n\r\n.\r\nText\r\n"

        mail = Envelope("bounce@schule.example", ADDRESS, "1", write, takes_time=True)
        outcome = await connection.hand_over(mail, asyncio.get_running_loop().time() + 60)
        await connection.close()
        assert isinstance(outcome, TakenOver)
        assert asked == [ADDRESS]
        assert relay.mails == [b"Subject: Kurs\r\n\r\n..\r\nText\r\n"]


async def _write(desk: Desk) -> list[dict[str, object]]:
    customer = await desk.customer(email=ADDRESS)
    return await eventually(lambda: desk.write(customer), within=30)


def _asked(relay: FaultyRelay, domain: str, times: int) -> None:
    assert len([address for address in relay.recipients if address.endswith(domain)]) == times


def _logged(caplog: pytest.LogCaptureFixture, word: str) -> None:
    assert word in caplog.text


async def test_g7_a_lane_that_is_stopped_as_the_relay_says_goodbye_ends(
    runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The SMTP library waits by `asyncio.wait_for`, which forgets a cancellation that comes with the answer."""
    monkeypatch.setattr(lanes, "IDLE_CONNECTION_SECONDS", 0.01)
    goodbyes: asyncio.Queue[asyncio.Future[None]] = asyncio.Queue()

    async def goodbye(_: RelayConnection) -> None:
        answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        goodbyes.put_nowait(answer)
        await asyncio.wait_for(answer, 60)

    monkeypatch.setattr(RelayConnection, "close", goodbye)
    async with faulty_relay() as relay, runs(relay, with_worker=False) as desk:
        sender = Sender(desk.database, desk.settings, desk.runtime.stopping)
        lane = asyncio.create_task(sender._lane(1).run())
        (await goodbyes.get()).set_result(None)
        lane.cancel()
        (await goodbyes.get()).set_result(None)
        await asyncio.wait([lane], timeout=5)
        assert lane.cancelled(), "it took up its work again"
