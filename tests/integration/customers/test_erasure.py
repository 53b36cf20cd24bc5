"""Deleting a customer for good (C10, G6): here, in the ledger, and in Kafka."""

from typing import Any
from uuid import uuid4

import asyncpg
from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete

from tests.integration.customers.conftest import Customers, body
from tests.support.eventually import eventually

CANARIES = (
    "Kanarienvogel",
    "kanarien@",
    "Vogelweg",
    "Zwitschern",
    "Wellensittich",
    "Futterneid",
    "Käfigstadt",
)


async def _canary(customers: Customers) -> dict[str, Any]:
    created = await customers.create(
        last_name="Kanarienvogel",
        email="kanarien@example.org",
        address={"street": "Vogelweg 1", "postal_code": "11111", "city": "Käfigstadt", "country": "DE"},
        participants=[{"first_name": "Wellensittich", "last_name": "Kanarienvogel"}],
        newsletter_evidence={"how": "Zwitschern", "when": "2026-01-01", "wording": "Zwitschern"},
        bank_details={"iban": "DE89370400440532013000", "account_holder": "Kanarienvogel"},
    )
    await customers.desk.post(f"/api/customers/{created['id']}/notes", json={"text": "Futterneid"})
    participant = created["participants"][0]["id"]
    await customers.desk.post(f"/api/participants/{participant}/notes", json={"text": "Futterneid"})
    await customers.desk.post(f"/api/customers/{created['id']}/block", json={"reason": "Zwitschern"})
    return created


async def _delete(customers: Customers, customer_id: str) -> dict[str, Any]:
    answer = await customers.desk.delete(f"/api/customers/{customer_id}", headers={"If-Match": "*"})
    assert answer.status_code == 200, answer.text
    certificate: dict[str, Any] = answer.json()
    return certificate


async def _certificate(customers: Customers, customer_id: str) -> dict[str, Any]:
    answer = await customers.desk.get(f"/api/erasures/{customer_id}")
    certificate: dict[str, Any] = answer.json()
    return certificate


async def test_c10_no_table_holds_anything_of_the_deleted(customers: Customers) -> None:
    created = await _canary(customers)
    before = await customers.dump()
    assert all(canary in str(before) for canary in CANARIES)
    await _delete(customers, created["id"])
    after = await customers.dump()
    # What waits in the outbox is on its way to the topic, where the proof finds it again.
    left = {(t, c) for t, content in after.items() for c in CANARIES if c in content and t != "outbox"}
    assert left == set()
    assert "3000" not in after["customers"]
    assert str(created["number"]) in after["customers"]


async def test_c10_the_deleted_are_gone_and_say_where_the_certificate_is(customers: Customers) -> None:
    created = await _canary(customers)
    certificate = await _delete(customers, created["id"])
    assert certificate["status"] == "pending"
    assert certificate["services"]["customers"] == {
        "status": "purged",
        "counts": {
            "customer": 1,
            "participants": 1,
            "notes": 2,
            "portal_account": 0,
            "pending_events": 0,
        },
    }
    assert certificate["services"]["billing"] == {"status": "pending", "counts": {}}
    url = f"/api/customers/{created['id']}"
    for answer in (
        await customers.desk.get(url),
        await customers.desk.patch(url, json={"first_name": "X"}, headers={"If-Match": "*"}),
        await customers.desk.post(f"{url}/notes", json={"text": "X"}),
        await customers.desk.delete(url, headers={"If-Match": "*"}),
    ):
        assert answer.status_code == 410
        assert answer.json()["erasure"] == f"/api/erasures/{created['id']}"
    assert (await customers.desk.get(f"/api/customers/{uuid4()}")).status_code == 404
    assert (await customers.desk.get(f"/api/erasures/{uuid4()}")).status_code == 404
    assert (await customers.desk.get("/api/customers")).json()["total"] == 0
    headers, terminal = (await customers.told())[-1]
    assert (headers["ce_type"], headers["ce_sequence"]) == ("customer.deleted", "3")
    assert terminal == {"customer_id": created["id"]}


async def test_c10_an_answer_given_again_by_its_key_is_gone_too(customers: Customers) -> None:
    request = {"json": body(last_name="Kanarienvogel"), "headers": {"Idempotency-Key": "k"}}
    created = (await customers.desk.post("/api/customers", **request)).json()
    assert created["id"] in (await customers.dump())["idempotency_entries"]
    await _delete(customers, created["id"])
    assert created["id"] not in (await customers.dump())["idempotency_entries"]


async def test_c10_every_service_answers_and_kafka_is_verified(customers: Customers) -> None:
    # Nobody is asked again here, however slow the machine: the record has one id.
    customers.runtime.settings = customers.environment.model_copy(update={"erasure_deadline_s": 60.0})
    async with customers.working():
        job = str(uuid4())
        await customers.publish(
            "import-rows",
            "import.row_requested",
            {"job_id": job, "row": 1, "customer": body(last_name="Bleibt", email="bleibt@example.org")},
            key=f"{job}:1",
        )
        first, second = await _canary(customers), await customers.create(last_name="Zweiter")
        await _delete(customers, first["id"])
        await _delete(customers, second["id"])
        for customer in (first, second):
            for service in ("billing", "messaging", "importer"):
                counts = {"invoices_kept": 2} if service == "billing" else {"messages": 1}
                await customers.publish(
                    "erasures",
                    "customer.purged",
                    {"customer_id": customer["id"], "service": service, "counts": counts},
                    key=f"{customer['id']}:{service}",
                )

        async def complete() -> dict[str, Any]:
            certificates = [await _certificate(customers, c["id"]) for c in (first, second)]
            assert [c["status"] for c in certificates] == ["complete", "complete"], certificates
            return certificates[0]

        certificate = await eventually(complete, within=60)
        assert certificate["kafka"]["status"] == "verified"
        assert [kept["what"] for kept in certificate["kept"]] == ["invoices"]
        records = await customers.records("customers")
        assert {headers["ce_type"] for key, headers, _ in records if key == first["id"]} == {
            "customer.deleted"
        }
        assert len({headers["ce_id"] for key, headers, _ in records if key == first["id"]}) == 1
        assert not any(canary in str(records) for canary in CANARIES)
        assert any(data.get("last_name") == "Bleibt" for _, _, data in records)


async def test_c10_rows_of_an_import_hold_the_proof_up_until_they_are_cut(customers: Customers) -> None:
    async with customers.working():
        job = str(uuid4())
        row = {"job_id": job, "row": 7, "customer": body(last_name="Kanarienvogel")}
        await customers.publish("import-rows", "import.row_requested", row, key=f"{job}:7")

        async def created() -> str:
            found = (await customers.desk.get("/api/customers", params={"q": "kanarien"})).json()["items"]
            assert found
            return str(found[0]["id"])

        customer_id = await eventually(created)
        await _delete(customers, customer_id)

        async def compacted() -> None:
            records = await customers.records("customers")
            assert {h["ce_type"] for key, h, _ in records if key == customer_id} == {"customer.deleted"}

        await eventually(compacted, within=30)
        assert (await _certificate(customers, customer_id))["kafka"]["status"] == "pending"
        await _cut(customers, "import-rows")

        async def verified() -> None:
            assert (await _certificate(customers, customer_id))["kafka"]["status"] == "verified"

        await eventually(verified, within=30)


async def _cut(customers: Customers, topic: str) -> None:
    """What the importer does when a job is over."""
    admin = AIOKafkaAdminClient(bootstrap_servers=customers.environment.kafka_bootstrap_servers)
    await admin.start()
    name = customers.environment.topic_prefix + topic
    everything = {TopicPartition(name, number): RecordsToDelete(-1) for number in range(2)}
    await admin.delete_records(everything)
    await admin.close()


async def test_c10_a_silent_service_is_asked_again_with_a_new_id(customers: Customers) -> None:
    created = await customers.create()
    async with customers.working():
        await _delete(customers, created["id"])
        ids: set[str] = set()  # of every look: of the records of one key soon only the last is left

        async def asked() -> None:
            records = await customers.records("customers")
            ids.update(
                h["ce_id"]
                for key, h, _ in records
                if key == created["id"] and h["ce_type"] == "customer.deleted"
            )
            assert len(ids) > 1

        await eventually(asked, within=30)


async def test_c10_c11_deleting_the_survivor_deletes_all_who_were_merged_into_it(
    customers: Customers,
) -> None:
    survivor = await customers.create(last_name="Bleibt")
    aliases = [await _canary(customers)]
    aliases.append(await customers.create(last_name="Kanarienvogel", first_name="Zweiter"))
    async with customers.working():
        first = f"/api/customers/{aliases[0]['id']}/merge"
        assert (await customers.desk.post(first, json={"into": aliases[1]["id"]})).status_code == 200
        second = f"/api/customers/{aliases[1]['id']}/merge"
        choices = {"choices": {"address": "source"}}
        answer = await customers.desk.post(second, json={"into": survivor["id"], **choices})
        assert answer.status_code == 200

        await _appended_again(customers, 2)

        async def names_left_kafka() -> None:
            records = await customers.records("customers")
            assert not [h for key, h, _ in records if key == aliases[0]["id"] and not _is_merge(h)]

        await eventually(names_left_kafka, within=30)
        certificate = await _delete(customers, survivor["id"])
        assert certificate["services"]["customers"]["counts"]["customer"] == 3
        everybody = [survivor["id"], *(alias["id"] for alias in aliases)]
        for customer_id in everybody:
            assert (await customers.desk.get(f"/api/customers/{customer_id}")).status_code == 410
        left = {
            (table, canary)
            for table, content in (await customers.dump()).items()
            for canary in CANARIES
            if canary in content and table != "outbox"
        }
        assert left == set()

        async def answer_for(customer_ids: list[str]) -> None:
            for customer_id in customer_ids:
                for service in ("billing", "messaging", "importer"):
                    counts = {"invoices_kept": 1} if service == "billing" else {"messages": 1}
                    await customers.publish(
                        "erasures",
                        "customer.purged",
                        {"customer_id": customer_id, "service": service, "counts": counts},
                        key=f"{customer_id}:{service}",
                    )

        await answer_for(everybody[:2])

        async def verified() -> None:
            assert (await _certificate(customers, survivor["id"]))["kafka"]["status"] == "verified"

        await eventually(verified, within=60)
        assert (await _certificate(customers, survivor["id"]))["status"] == "pending"
        await answer_for(everybody[2:])

        async def complete() -> dict[str, Any]:
            certificate = await _certificate(customers, survivor["id"])
            assert certificate["status"] == "complete", certificate
            return certificate

        certificate = await eventually(complete, within=30)
        assert certificate["services"]["messaging"]["counts"] == {"messages": 3}
        assert await _certificate(customers, aliases[0]["id"]) == certificate
        records = await customers.records("customers")
        assert {h["ce_type"] for _, h, _ in records} == {"customer.deleted"}
        assert not any(canary in str(records) for canary in CANARIES)


async def test_c11_the_merged_ones_name_leaves_kafka_though_the_relay_was_late(customers: Customers) -> None:
    source, survivor = await _canary(customers), await customers.create(last_name="Bleibt")
    merge = f"/api/customers/{source['id']}/merge"
    assert (await customers.desk.post(merge, json={"into": survivor["id"]})).status_code == 200
    connection = await asyncpg.connect(customers.url)
    await connection.execute("UPDATE merges SET appended_at = now() - interval '1 minute'")
    await connection.close()
    async with customers.working():

        async def names_left_kafka() -> None:
            records = [
                headers for key, headers, _ in await customers.records("customers") if key == source["id"]
            ]
            assert records
            assert all(_is_merge(headers) for headers in records)

        await eventually(names_left_kafka, within=30)


async def _appended_again(customers: Customers, merges: int) -> None:
    async def look() -> None:
        assert (await customers.dump())["merges"].replace(" ", "").count('"appends":3') == merges

    await eventually(look, within=30)


async def _all_in_kafka(customers: Customers) -> None:
    assert await customers.told() == []


def _is_merge(headers: dict[str, str]) -> bool:
    return headers["ce_type"] == "customer.merged"


async def test_g3_c11_an_undo_is_the_last_record_of_its_key(customers: Customers) -> None:
    source, survivor = await customers.create(), await customers.create()
    async with customers.working():
        url = f"/api/customers/{source['id']}/merge"
        assert (await customers.desk.post(url, json={"into": survivor["id"]})).status_code == 200
        assert (await customers.desk.post(f"{url}/undo")).status_code == 200
        other = await customers.create()
        again = f"/api/customers/{other['id']}/merge"
        assert (await customers.desk.post(again, json={"into": survivor["id"]})).status_code == 200

        await _appended_again(customers, 1)
        await eventually(lambda: _all_in_kafka(customers), within=20)
        records = await customers.records("customers")
        sequences = [int(h["ce_sequence"]) for key, h, _ in records if key == source["id"]]
        assert sequences[-1] == max(sequences) == 3
