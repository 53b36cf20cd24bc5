"""PostgreSQL and Kafka as the local system runs them: what was acknowledged survives a crash."""

import asyncio
import json
import shutil
import subprocess
import sys
from pathlib import Path

import asyncpg
import psutil
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from deploy.local.kafka import EmbeddedKafka
from deploy.local.postgres import EmbeddedPostgres
from deploy.local.processes import end_leftovers


async def test_kafka_and_postgresql_keep_what_they_acknowledged_through_a_kill(open_directory: Path) -> None:
    kafka, postgres = (
        EmbeddedKafka(open_directory / "kafka"),
        EmbeddedPostgres(open_directory / "postgres", durable=False),
    )
    await asyncio.gather(kafka.start(), postgres.start())
    try:
        await postgres.create_databases(["billing"])
        url = postgres.url("billing", user="billing")
        connection = await asyncpg.connect(url)
        await connection.execute("CREATE EXTENSION pg_trgm; CREATE TABLE t AS SELECT 'Müller' AS name")
        assert "  m" in await connection.fetchval("SELECT show_trgm(name) FROM t")
        assert len(await connection.fetchval("SELECT show_trgm(name) FROM t")) == 7
        await connection.close()
        await _produce(kafka.bootstrap, b"acknowledged")

        await asyncio.gather(kafka.kill(), postgres.kill())
        await asyncio.gather(kafka.start(), postgres.start())

        connection = await asyncpg.connect(url)
        assert await connection.fetchval("SELECT name FROM t") == "Müller"
        await connection.close()
        assert await _first_record(kafka.bootstrap) == b"acknowledged"
    finally:
        await asyncio.gather(kafka.stop(), postgres.stop())
    assert not psutil.pid_exists(kafka.pid)
    assert not psutil.pid_exists(postgres.pid)


async def test_databases_of_the_services_are_closed_to_each_other(open_directory: Path) -> None:
    postgres = EmbeddedPostgres(open_directory / "postgres", durable=False)
    await postgres.start()
    try:
        for _ in range(2):
            await postgres.create_databases(["billing", "messaging"])
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await asyncpg.connect(postgres.url("messaging", user="billing"))
    finally:
        await postgres.stop()


async def test_postgresql_runs_where_its_user_may_not_look(tmp_path: Path) -> None:
    closed = tmp_path / "home"
    closed.mkdir(mode=0o700)
    postgres = EmbeddedPostgres(closed / "data" / "postgres", durable=False)
    await postgres.start()
    try:
        await postgres.create_databases(["billing"])
        await postgres.stop()
        await postgres.start()
        connection = await asyncpg.connect(postgres.url("billing", user="billing"))
        await connection.close()
    finally:
        await postgres.stop()
        place = closed / "data" / "postgres" / "cluster"
        if place.is_symlink():
            shutil.rmtree(place.readlink().parent)


def test_leftovers_of_a_killed_launcher_are_ended_and_others_are_not(tmp_path: Path) -> None:
    left_over, other = (psutil.Popen(["sleep", "600"]) for _ in range(2))
    try:
        for process, started in ((left_over, left_over.create_time()), (other, other.create_time() - 3600)):
            record = {"name": f"sleeper {process.pid}", "pid": process.pid, "started": started}
            (tmp_path / f"{process.pid}.pid").write_text(json.dumps(record))
        assert end_leftovers(tmp_path) == [f"sleeper {left_over.pid}"]
        assert not left_over.is_running()
        assert other.is_running()
        assert not list(tmp_path.iterdir())
    finally:
        other.kill()
        other.wait()


async def test_children_end_with_a_launcher_that_is_killed(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux ends children with their parent; elsewhere the next start does")
    launcher = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import asyncio, pathlib, sys\n"
            "from deploy.local.processes import spawn\n"
            "async def main():\n"
            "    here = pathlib.Path(sys.argv[1])\n"
            "    child = await spawn('c', ['sleep', '600'], log=here / 'log', run_directory=here)\n"
            "    print(child.pid, flush=True)\n"
            "    await asyncio.sleep(600)\n"
            "asyncio.run(main())\n",
            str(tmp_path),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert launcher.stdout is not None
    child = psutil.Process(int(launcher.stdout.readline()))
    launcher.kill()
    launcher.wait()
    gone, _ = await asyncio.to_thread(psutil.wait_procs, [child], 5)
    assert gone


async def _produce(bootstrap: str, value: bytes) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    await admin.create_topics([NewTopic("t", 1, 1)])
    await admin.close()
    async with AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all") as producer:
        await producer.send_and_wait("t", value)


async def _first_record(bootstrap: str) -> bytes | None:
    async with AIOKafkaConsumer("t", bootstrap_servers=bootstrap, auto_offset_reset="earliest") as consumer:
        record = await asyncio.wait_for(consumer.getone(), 20)
        value: bytes | None = record.value
        return value
