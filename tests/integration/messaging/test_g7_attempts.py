"""G7: a mail is never handed over twice by us knowingly, and what is not known is shown as such."""

import asyncio
from uuid import uuid4

from sqlalchemy import text

from messaging.entrypoints.sender import Sender
from tests.integration.messaging.conftest import Runs
from tests.integration.messaging.desk import Desk
from tests.support.smtp_sink import HANG_UP, Sink


async def test_g7_a_lost_answer_leaves_the_mail_uncertain_and_sends_no_second(desk: Desk) -> None:
    customer = await desk.customer()
    desk.relay.answers["data"] = [HANG_UP]
    [taken] = await desk.write(customer)
    message = await desk.message_in("uncertain", taken["id"])
    assert message["attempts"][0]["result"] == "uncertain"
    assert [event["type"] for event in message["events"]] == ["uncertain"]
    [other] = await desk.write(customer)
    await desk.message_in("accepted", other["id"])
    assert set(desk.relay.counted().values()) == {1}


async def test_g7_a_report_resolves_what_was_uncertain(desk: Desk) -> None:
    customer = await desk.customer()
    desk.relay.answers["data"] = [HANG_UP]
    [taken] = await desk.write(customer)
    mail = await desk.mail()
    await desk.message_in("uncertain", taken["id"])
    await desk.report(mail, action="delivered", status="2.0.0", diagnostic="250 Ok")
    message = await desk.message_in("delivered", taken["id"])
    assert message["sent_at"] is not None


async def test_g7_a_connection_that_died_while_idle_costs_nothing(desk: Desk) -> None:
    customer = await desk.customer()
    [first] = await desk.write(customer)
    await desk.message_in("accepted", first["id"])
    desk.relay.hang_up()
    [second] = await desk.write(customer)
    message = await desk.message_in("accepted", second["id"])
    assert [(attempt["number"], attempt["result"]) for attempt in message["attempts"]] == [(1, "accepted")]
    assert set(desk.relay.counted().values()) == {1}


async def test_g7_a_vanished_senders_mail_is_uncertain_and_a_living_ones_is_not(
    runs: Runs, relay: Sink
) -> None:
    async with runs(with_worker=False) as desk:
        customer = uuid4()
        await _know(desk, customer)
        relay.mail_from_held = asyncio.Event()
        [living] = await desk.write(customer)
        sending = asyncio.create_task(Sender(desk.database, desk.settings, desk.runtime.stopping).run())
        await relay.mail_from_seen.wait()
        [vanished] = await desk.write(customer, channel="portal")
        async with desk.database.transaction() as session:
            await session.execute(
                text("UPDATE messages SET status = 'sending', attempts = 1 WHERE id = :id"),
                {"id": vanished["id"]},
            )
            await session.execute(
                text(
                    "INSERT INTO attempts (id, message_id, customer_id, number, owner, token, address,"
                    " email_version, started_at, result) VALUES (gen_random_uuid(), :id, :customer, 1, 1, 't',"
                    " 'a@example.net', 1, now(), 'sending')"
                ),
                {"id": vanished["id"], "customer": customer},
            )
        other = asyncio.create_task(Sender(desk.database, desk.settings, desk.runtime.stopping).run())
        await desk.message_in("uncertain", vanished["id"])
        assert (await desk.message(living["id"]))["status"] == "sending"
        relay.mail_from_held.set()
        await desk.message_in("accepted", living["id"])
        for task in (sending, other):
            task.cancel()
        await asyncio.gather(sending, other, return_exceptions=True)


async def test_m4_the_sender_looks_again_before_it_sends(runs: Runs, relay: Sink) -> None:
    async with runs(with_worker=False) as desk:
        blocked, placeholder = uuid4(), uuid4()
        await _know(desk, blocked)
        await _know(desk, placeholder)
        [one] = await desk.write(blocked)
        [two] = await desk.write(placeholder)
        async with desk.database.transaction() as session:
            await session.execute(
                text("UPDATE recipients SET status = 'blocked' WHERE customer_id = :id"), {"id": blocked}
            )
            await session.execute(
                text("UPDATE recipients SET email_is_placeholder = true WHERE customer_id = :id"),
                {"id": placeholder},
            )
        sending = asyncio.create_task(Sender(desk.database, desk.settings, desk.runtime.stopping).run())
        assert (await desk.message_in("suppressed", one["id"]))["suppressed_reason"] == "blocked"
        assert (await desk.message_in("suppressed", two["id"]))["suppressed_reason"] == "placeholder"
        assert relay.mails == []
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)


async def test_m4_a_customer_who_is_being_blocked_holds_nobody_up(runs: Runs, relay: Sink) -> None:
    async with runs(with_worker=False) as desk:
        blocked, other = uuid4(), uuid4()
        await _know(desk, blocked)
        await _know(desk, other)
        [first] = await desk.write(blocked)
        [second] = await desk.write(other)
        async with desk.database.transaction() as session:
            await session.execute(
                text("UPDATE recipients SET status = 'blocked' WHERE customer_id = :id"), {"id": blocked}
            )
            sending = asyncio.create_task(Sender(desk.database, desk.settings, desk.runtime.stopping).run())
            await desk.message_in("accepted", second["id"])
            assert (await desk.message(first["id"]))["status"] == "queued"
        await desk.message_in("suppressed", first["id"])
        assert len(relay.mails) == 1
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)


async def test_a_stop_finishes_the_mail_that_has_begun(runs: Runs, relay: Sink) -> None:
    async with runs(with_worker=False) as desk:
        customer = uuid4()
        await _know(desk, customer)
        relay.slow_seconds = 0.5
        [taken] = await desk.write(customer)
        sending = asyncio.create_task(Sender(desk.database, desk.settings, desk.runtime.stopping).run())
        await desk.mail()
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        assert (await desk.message(taken["id"]))["status"] == "accepted"


async def _know(desk: Desk, customer_id: object) -> None:
    async with desk.database.transaction() as session:
        await session.execute(
            text(
                "INSERT INTO recipients (customer_id, status, last_name, email, email_version)"
                " VALUES (:id, 'active', 'Muster', 'jana@example.net', 1)"
            ),
            {"id": customer_id},
        )
