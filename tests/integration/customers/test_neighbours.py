"""What customers does with the facts of its neighbours (I4, M6, credit), over Kafka."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from tests.integration.customers.conftest import Customers, body
from tests.support.eventually import eventually


async def _results(customers: Customers, expected: int) -> list[dict[str, Any]]:
    async def results() -> list[dict[str, Any]]:
        found = [data for _, _, data in await customers.records("import-results")]
        assert len(found) == expected, found
        return sorted(found, key=lambda data: int(data["row"]))

    return await eventually(results, within=30)


async def test_i4_rows_become_customers_once_and_each_is_answered(customers: Customers) -> None:
    job = str(uuid4())
    existing = await customers.create(email="da@example.org")
    rows = [
        body(
            last_name="Zeile",
            email="zeile@example.org",
            participants=[{"first_name": "Emma", "last_name": "Z"}],
        ),
        body(email="DA@example.org"),
        body(phone="unlesbar"),
        {"email": "ohne@example.org"},
    ]
    async with customers.working():
        for number, row in enumerate(rows, 1):
            data = {"job_id": job, "row": number, "customer": row}
            await customers.publish("import-rows", "import.row_requested", data, key=f"{job}:{number}")
        done = await _results(customers, 4)
        assert [(d["outcome"], d["reason"], d["field"]) for d in done] == [
            ("created", None, None),
            ("duplicate", "email-already-used", "email"),
            ("rejected", "phone", "phone"),
            ("rejected", "name_missing", "last_name"),
        ]
        assert done[1]["customer_id"] == existing["id"]
        again = {"job_id": job, "row": 1, "customer": rows[0]}
        await customers.publish("import-rows", "import.row_requested", again, key=f"{job}:1")
        assert [d["customer_id"] for d in await _results(customers, 5)][:2] == [done[0]["customer_id"]] * 2
        assert await customers.found("zeile") == {"Zeile"}
        assert (await customers.desk.get("/api/customers")).json()["total"] == 2
        assert "example.org" not in str(done)


async def test_credit_follows_billing_and_is_no_version(customers: Customers) -> None:
    created = await customers.create(last_name="Guthaben")
    figures = {
        "open_cents": 0,
        "open_invoices": 0,
        "overdue_invoices": 0,
        "bookings_ever": 1,
        "invoices_ever": 1,
    }
    async with customers.working():
        for sequence, credit in ((2, 2500), (1, 99)):
            data = {"customer_id": created["id"], "credit_cents": credit, **figures}
            await customers.publish(
                "customer-accounts", "account.changed", data, key=created["id"], sequence=sequence
            )

        async def credited() -> None:
            shown = await customers.read(created["id"])
            assert (shown["credit_cents"], shown["version"]) == (2500, 1)

        await eventually(credited, within=20)
        assert await customers.found("", credit="positive") == {"Guthaben"}


async def test_m6_the_address_is_as_healthy_as_its_last_mail(customers: Customers) -> None:
    created = await customers.create()
    url = f"/api/customers/{created['id']}"

    async def tell(type: str, email_version: int, **more: Any) -> None:
        mail = {"message_id": str(uuid4()), "customer_id": created["id"], "email_version": email_version}
        data = {**mail, "at": datetime.now(UTC).isoformat(), **more}
        await customers.publish("mail", type, data, key=created["id"])

    async def becomes(health: str) -> None:
        async def shown() -> None:
            assert (await customers.read(created["id"]))["email_health"] == health

        await eventually(shown, within=20)

    async with customers.working():
        await tell("mail.accepted", 1)
        await becomes("ok")
        await tell("mail.bounced", 1, **{"class": "soft", "reason": "mailbox_full", "status": "5.2.2"})
        await becomes("failing")
        await tell("mail.bounced", 1, **{"class": "hard", "reason": "address_unknown", "status": "5.1.1"})
        await becomes("undeliverable")
        await customers.desk.patch(url, json={"email": "neu@example.org"}, headers={"If-Match": "*"})
        assert (await customers.read(created["id"]))["email_health"] == "unknown"
        await tell("mail.bounced", 1, **{"class": "hard", "reason": "address_unknown", "status": "5.1.1"})
        await tell("mail.bounced", 2, **{"class": "soft", "reason": "mailbox_full", "status": "5.2.2"})
        await becomes("failing")
        await tell("mail.delivered", 2)
        await becomes("ok")
        assert (await customers.read(created["id"]))["version"] == 2
