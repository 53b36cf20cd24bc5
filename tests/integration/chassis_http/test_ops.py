"""What operators see of a service, and the replay of what was set aside."""

from sqlalchemy import text

from tests.integration.chassis_http.conftest import Things

CANARY = "Kanarienvogel"


async def set_aside(things: Things) -> None:
    async with things.database.transaction() as session:
        for table, more, value in (
            ("parked", "attempts, next_attempt_at", "3, now() + interval '1 hour'"),
            ("dead_letters", "replay_requested", "false"),
        ):
            await session.execute(
                text(
                    f'INSERT INTO {table} (topic, partition, "offset", key, type, headers, value, reason, {more})'
                    f" VALUES ('customers', 2, 7, 'k', 'customer.updated', '{{}}', '{CANARY}', 'ValueError', {value})"
                )
            )
        await session.execute(
            text(
                "INSERT INTO consumption VALUES ('customers', 0, 'consumed', 9), ('customers', 1, 'consumed', 1),"
                " ('customers', 0, 'applied', 8), ('customers', 1, 'parked', 1), ('customers', -1, 'dead_lettered', 1)"
            )
        )
        await session.execute(
            text(
                "INSERT INTO outbox (topic, key, headers, value, created_at)"
                f" VALUES ('customers', 'k', '{{}}', '{CANARY}', now() - interval '5 minutes')"
            )
        )


async def test_operators_see_what_waits_and_never_what_it_says(things: Things) -> None:
    await set_aside(things)
    answer = await things.desk.get("/api/ops/things")
    assert answer.status_code == 200
    assert CANARY not in answer.text
    state = answer.json()
    assert state["outbox"]["size"] == 1
    assert 299 < state["outbox"]["oldest_seconds"] < 400
    (counts,) = state["consumption"]
    fates = ("applied", "duplicate", "stale", "parked", "dead_lettered")
    assert counts["consumed"] == sum(counts[fate] for fate in fates) == 10
    (parked,), (dead,) = state["parked"], state["dead_letters"]
    assert (parked["topic"], parked["partition"], parked["offset"]) == ("customers", 2, 7)
    assert (parked["reason"], parked["attempts"]) == ("ValueError", 3)
    assert dead["reason"] == "ValueError"
    assert (state["parked_count"], state["dead_letter_count"]) == (1, 1)


async def test_operators_see_how_far_behind_a_service_is_also_before_it_has_consumed_anything(
    things: Things,
) -> None:
    await set_aside(things)
    async with things.database.transaction() as session:
        await session.execute(text("INSERT INTO consumer_lag VALUES ('mail', 12, '2026-11-01T10:00:00Z')"))
    customers, mail = (await things.desk.get("/api/ops/things")).json()["consumption"]
    assert (customers["topic"], customers["lag"], customers["lag_measured_at"]) == ("customers", None, None)
    assert (mail["topic"], mail["consumed"], mail["lag"]) == ("mail", 0, 12)
    assert mail["lag_measured_at"] == "2026-11-01T10:00:00Z"


async def test_operators_replay_what_was_set_aside(things: Things) -> None:
    await set_aside(things)
    state = (await things.desk.get("/api/ops/things")).json()
    dead, parked = state["dead_letters"][0]["id"], state["parked"][0]["id"]
    for path in (f"dead-letters/{dead}", f"parked/{parked}"):
        assert (await things.desk.post(f"/api/ops/things/{path}/replay")).status_code == 202
    state = (await things.desk.get("/api/ops/things")).json()
    assert state["dead_letters"][0]["replay_requested"] is True
    async with things.database.reading() as session:
        assert await session.scalar(text("SELECT next_attempt_at <= now() FROM parked")) is True


async def test_what_is_not_there_cannot_be_replayed(things: Things) -> None:
    for path in ("dead-letters/4711", "parked/4711"):
        assert (await things.desk.post(f"/api/ops/things/{path}/replay")).status_code == 404
    for path in ("dead-letters/x", f"dead-letters/{2**63}", "parked/0"):
        assert (await things.desk.post(f"/api/ops/things/{path}/replay")).status_code == 422
