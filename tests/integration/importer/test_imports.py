"""Importer: from the file to the answers of customers, on a real PostgreSQL and Kafka."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from sqlalchemy import text

from chassis.events.outbox import Outbox
from importer.adapters.customers import StoredCustomerEmails, StoredPurges
from importer.application.purge_customer import purge_customer
from importer.entrypoints import worker
from tests.integration.importer.conftest import Importer
from tests.support.eventually import eventually
from tests.support.servers import Stack

SAMPLE = Path(__file__).parents[3] / "deploy/local/sample/kunden.csv"
TWO = "E-Mail;Nachname;PLZ\r\nanna@example.org;Weiß;10115\r\nbernd@example.org;Groß;20095\r\n"


async def test_i4_the_sample_runs_from_upload_to_the_last_answer(importer: Importer) -> None:
    async with importer.working(), importer.answering():
        job = await importer.upload(SAMPLE.read_bytes())
        assert (job["status"], job["rows_total"], job["rows_rejected"]) == ("checked", 1000, 0)
        assert job["dialect"]["encoding"] == "windows-1252"
        assert job["dialect"]["ignored"] == ["Kundengruppe"]
        assert importer.requested == []
        await importer.desk.post(f"/api/imports/{job['id']}/start")
        done = await importer.until(job["id"], lambda now: now["status"] == "done", 60)
        assert (done["rows_done"], done["rows_failed"]) == (1000, 0)
        assert sorted(row["row"] for row in importer.requested) == list(range(2, 1002))
        first = next(row for row in importer.requested if row["row"] == 2)
        assert first["customer"]["participants"]


async def test_i3_a_row_with_a_taken_or_repeated_email_is_rejected_before_anything_runs(
    importer: Importer,
) -> None:
    customer_id = str(uuid4())
    async with importer.working():
        snapshot = {"customer_id": customer_id, "email": "Anna@Example.org"}
        await importer.publish("customers", "customer.created", snapshot, key=customer_id, sequence=1)

        async def known() -> None:
            assert customer_id in await importer.dump()

        await eventually(known)
        job = await importer.upload(TWO + "bernd@example.org;Groß;\r\n")
        codes = {row["row"]: [f["code"] for f in row["findings"]] for row in await importer.rows(job["id"])}
        assert codes == {2: ["email_taken"], 3: [], 4: ["email_repeated"]}
        report = await importer.desk.get(f"/api/imports/{job['id']}/report.csv")
        assert report.content.startswith(
            b"\xef\xbb\xbfZeile;Spalte;Wert;Code;Meldung\r\n2;E-Mail;anna@example.org;"
        )


async def test_i4_cancelling_requests_no_further_row(importer: Importer) -> None:
    async with importer.working(), importer.answering(lambda _: None):
        job = await importer.upload(SAMPLE.read_bytes())
        await importer.desk.post(f"/api/imports/{job['id']}/start")
        await importer.until(job["id"], lambda now: now["rows_requested"] == 200)
        answer = await importer.desk.post(f"/api/imports/{job['id']}/cancel")
        assert answer.json()["status"] == "cancelled"
        assert len(await importer.rows(job["id"], outcome="valid")) == 0
        assert (await importer.desk.post(f"/api/imports/{job['id']}/start")).status_code == 409


async def test_i4_a_restarted_worker_loses_and_doubles_nothing(importer: Importer) -> None:
    async with importer.answering():
        async with importer.working():
            job = await importer.upload(SAMPLE.read_bytes())
            await importer.desk.post(f"/api/imports/{job['id']}/start")
            await importer.until(job["id"], lambda now: now["rows_done"] > 0)
        async with importer.working():
            await importer.until(job["id"], lambda now: now["rows_done"] == 1000, 60)
    assert len(importer.requested) == 1000


async def test_answers_of_customers_show_at_their_rows(importer: Importer) -> None:
    def answer(row: dict[str, object]) -> dict[str, object]:
        if row["row"] == 2:
            return {"outcome": "duplicate", "customer_id": str(uuid4())}
        return {"outcome": "rejected", "reason": "phone_invalid", "field": "phone"}

    async with importer.working(), importer.answering(answer):
        job = await importer.upload(TWO)
        await importer.desk.post(f"/api/imports/{job['id']}/start")
        done = await importer.until(job["id"], lambda now: now["status"] == "done", 60)
        assert (done["rows_done"], done["rows_failed"]) == (0, 2)
        rows = await importer.rows(job["id"])
        assert [(row["outcome"], row["findings"][0]["code"]) for row in rows] == [
            ("duplicate", "email_taken"),
            ("failed", "phone_invalid"),
        ]


async def test_g6_a_deleted_customer_leaves_nothing_and_the_answer_is_given_again(importer: Importer) -> None:
    customer_id = str(uuid4())
    answer = {"outcome": "created", "customer_id": customer_id, "number": 7}
    async with importer.working(), importer.answering(lambda row: answer if row["row"] == 2 else None):
        job = await importer.upload(TWO)
        await importer.desk.post(f"/api/imports/{job['id']}/start")
        await importer.until(job["id"], lambda now: now["rows_done"] == 1)
        for number in (1, 2):
            await importer.publish(
                "customers", "customer.deleted", {"customer_id": customer_id}, key=customer_id, sequence=9
            )

            async def answered(times: int = number) -> None:
                assert f'"answers":{times}' in (await importer.dump()).replace(" ", "")

            await eventually(answered)
        dump = await importer.dump()
        assert "anna@example.org" not in dump
        assert "Weiß" not in dump
        assert "bernd@example.org" in dump
        assert '"counts":{"rows": 1, "email_hash": 0, "pending_events": 0}' in dump.replace(
            '"counts" :', '"counts":'
        )


async def test_g6_a_customer_deleted_while_a_file_is_read_leaves_no_row_behind(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    customer_id, purging = uuid4(), importer.environment.hasher
    async with importer.database.transaction() as session:
        await StoredCustomerEmails(session).keep(customer_id, purging.hash("anna@example.org"))

    class PurgedAfterTheLook(StoredCustomerEmails):
        async def owners(self, hashes: Sequence[bytes]) -> Mapping[bytes, UUID]:
            found = await super().owners(hashes)
            async with importer.database.transaction() as other:
                await purge_customer(
                    StoredCustomerEmails(other),
                    StoredPurges(other),
                    Outbox(other),
                    customer_id=customer_id,
                    at=datetime.now(UTC),
                )
            return found

    monkeypatch.setattr(worker, "StoredCustomerEmails", PurgedAfterTheLook)
    async with importer.working():
        await importer.upload(TWO)
    dump = await importer.dump()
    assert "bernd@example.org" in dump
    assert "anna@example.org" not in dump
    assert "Weiß" not in dump


async def test_checking_a_file_takes_no_lock_for_each_customer_that_it_names(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = [f"kunde{number}@example.org" for number in range(50)]
    async with importer.database.transaction() as session:
        for address in addresses:
            await StoredCustomerEmails(session).keep(uuid4(), importer.environment.hasher.hash(address))
    locks = []

    class Counted(StoredCustomerEmails):
        async def deleted_among(self, customer_ids: Collection[UUID]) -> Sequence[UUID]:
            found = await super().deleted_among(customer_ids)
            held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
            locks.append((len(customer_ids), await self._session.scalar(text(held))))
            return found

    monkeypatch.setattr(worker, "StoredCustomerEmails", Counted)
    lines = "\r\n".join(["E-Mail;Nachname", *(f"{address};Muster" for address in addresses)])
    async with importer.working():
        await importer.upload(lines.encode())
    assert locks == [(50, 1)]


async def test_g6_the_log_is_cut_behind_an_ended_job_and_its_names_leave_the_files(
    importer: Importer, stack: Stack
) -> None:
    async with importer.working(), importer.answering():
        job = await importer.upload(TWO)
        await importer.desk.post(f"/api/imports/{job['id']}/start")
        await importer.until(job["id"], lambda now: now["status"] == "done", 60)

        async def cut() -> None:
            assert not await _names_in_log(importer)

        await eventually(cut, within=20)
        if stack.kafka_files is not None:
            prefix, files = importer.environment.topic_prefix, stack.kafka_files

            def gone() -> None:
                logs = [p for p in files.rglob("*.log*") if p.parent.name.startswith(f"{prefix}import-rows")]
                assert logs
                for path in logs:
                    with suppress(FileNotFoundError):  # Kafka removes files while we look
                        assert b"anna@example.org" not in path.read_bytes()

            await eventually(gone, within=30)


async def test_an_upload_that_is_sent_again_makes_one_job(importer: Importer) -> None:
    async with importer.working():
        first = await importer.upload(TWO, **{"Idempotency-Key": "upload-1"})
        again = await importer.upload(TWO, **{"Idempotency-Key": "upload-1"})
        assert first["id"] == again["id"]
        assert (await importer.desk.get("/api/imports")).json()["total"] == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "file_empty"), (b"PK\x03\x04....", "file_is_workbook"), (b"E-Mail\r\n\x00\x01", "file_is_binary")],
)
async def test_a_file_that_is_no_table_is_refused_with_what_to_do(
    importer: Importer, content: bytes, code: str
) -> None:
    answer = await importer.desk.post("/api/imports", files={"file": ("x.csv", content)})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code)


async def test_a_file_without_an_email_column_fails_with_a_reason(importer: Importer) -> None:
    async with importer.working():
        job = await importer.upload("Nachname;Ort\r\nWeiß;Berlin\r\n")
        assert (job["status"], job["failure"]["code"]) == ("failed", "email_column_missing")
        assert "Weiß" not in await importer.dump()


async def test_i1_the_template_is_read_without_a_finding(importer: Importer) -> None:
    async with importer.working():
        template = await importer.desk.get("/api/imports/template.csv")
        job = await importer.upload(template.content)
        assert (job["rows_valid"], job["rows_rejected"], job["dialect"]["ignored"]) == (1, 0, [])


async def _names_in_log(importer: Importer) -> bool:
    consumer = AIOKafkaConsumer(
        bootstrap_servers=importer.environment.kafka_bootstrap_servers, enable_auto_commit=False
    )
    await consumer.start()
    try:
        topic = f"{importer.environment.topic_prefix}import-rows"
        partitions = [TopicPartition(topic, number) for number in range(2)]
        consumer.assign(partitions)
        begins, ends = await consumer.beginning_offsets(partitions), await consumer.end_offsets(partitions)
        return any(begins[partition] < ends[partition] for partition in partitions)
    finally:
        await consumer.stop()


async def test_c11_the_email_of_a_merged_customer_is_free_until_an_undo_and_purged_with_the_survivor(
    importer: Importer,
) -> None:
    merged, survivor = str(uuid4()), str(uuid4())
    snapshot = {"customer_id": merged, "email": "anna@example.org", "email_is_placeholder": False}

    async def tell(type: str, data: dict[str, Any], sequence: int) -> None:
        await importer.publish("customers", type, data, key=data["customer_id"], sequence=sequence)

    async def rejected(number: int) -> dict[str, Any]:
        job = await importer.upload(TWO)
        assert job["rows_rejected"] == number, job
        return job

    async with importer.working():
        await tell("customer.created", snapshot, 1)
        refused = await eventually(lambda: rejected(1))
        await tell("customer.merged", {"customer_id": merged, "into": survivor}, 2)
        await eventually(lambda: rejected(0))
        await tell("customer.updated", snapshot, 3)
        await eventually(lambda: rejected(1))
        await tell("customer.merged", {"customer_id": merged, "into": survivor}, 4)
        await eventually(lambda: rejected(0))
        await tell("customer.deleted", {"customer_id": merged}, 5)

        async def purged() -> None:
            assert "anna@example.org" not in await importer.dump()

        await eventually(purged)
        assert (await importer.rows(refused["id"]))[0]["outcome"] == "rejected"
        await tell("customer.merged", {"customer_id": merged, "into": survivor}, 4)
        await tell("customer.updated", snapshot, 3)
        await eventually(lambda: rejected(0))
