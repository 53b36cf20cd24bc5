"""C10: the certificate over the years, the list of erasures, and what a deletion sets free."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert

from chassis.events.consumed import Outcome, Received
from customers.adapters.account_tables import AccountRow, SessionRow
from customers.bootstrap import SERVICE
from customers.domain.erasure import Answer, Erasure
from tests.integration.customers.conftest import Customers, body
from tests.support.eventually import eventually

SUBSCRIPTIONS = {subscription.type: subscription for subscription in SERVICE.subscriptions}


async def _receive(
    customers: Customers, type: str, data: dict[str, Any], sequence: int = 1
) -> Outcome | None:
    """A neighbour's event as the consumer hands it over, in a transaction of its own."""
    subscription = SUBSCRIPTIONS[type]
    subject = data.get("customer_id", "")
    event = Received(
        data=subscription.model.model_validate(data),
        id=str(uuid4()),
        source="/stammkunde/neighbour",
        type=type,
        subject=subject,
        sequence=sequence,
        time=datetime.now(UTC),
        topic=subscription.topic,
        partition=0,
        offset=0,
        key=subject,
    )
    async with customers.database.transaction() as session:
        return await subscription.handler(session, event)


async def _deleted(customers: Customers, **more: Any) -> dict[str, Any]:
    created = await customers.create(**more)
    answer = await customers.desk.delete(f"/api/customers/{created['id']}", headers={"If-Match": "*"})
    assert answer.status_code == 200, answer.text
    return created


async def _certificate(customers: Customers, customer_id: str) -> dict[str, Any]:
    certificate: dict[str, Any] = (await customers.desk.get(f"/api/erasures/{customer_id}")).json()
    return certificate


def _purged(customer_id: str, service: str, **more: Any) -> dict[str, Any]:
    return {"customer_id": customer_id, "service": service, "counts": {}} | more


async def test_c10_the_certificate_follows_what_billing_keeps_until_it_is_erased(
    customers: Customers,
) -> None:
    customer_id = (await _deleted(customers))["id"]
    basis = {"what": "invoices", "why": "§ 147 AO, § 14b UStG"}
    kept = [basis | {"until": "2033-12-31", "count": 1}, basis | {"until": "2034-12-31", "count": 2}]
    first = _purged(customer_id, "billing", counts={"invoices_kept": 3}, kept=kept)
    later = _purged(customer_id, "billing", counts={"invoices_kept": 2, "invoices_erased": 1}, kept=kept[1:])
    assert await _receive(customers, "customer.purged", first, 1) is Outcome.APPLIED
    assert (await _certificate(customers, customer_id))["kept"] == kept
    assert await _receive(customers, "customer.purged", later, 2) is Outcome.APPLIED
    certificate = await _certificate(customers, customer_id)
    assert certificate["kept"] == kept[1:]
    assert certificate["services"]["billing"]["counts"] == {"invoices_kept": 2, "invoices_erased": 1}
    # A replay brings the first answer once more.
    assert await _receive(customers, "customer.purged", first, 1) is Outcome.STALE
    assert (await _certificate(customers, customer_id))["kept"] == kept[1:]
    last = _purged(customer_id, "billing", counts={"invoices_kept": 0, "invoices_erased": 3}, kept=[])
    await _receive(customers, "customer.purged", last, 3)
    assert (await _certificate(customers, customer_id))["kept"] == []


async def test_c10_an_answer_of_before_kept_things_were_told_bounds_their_year(customers: Customers) -> None:
    customer_id = (await _deleted(customers))["id"]
    await _receive(customers, "customer.purged", _purged(customer_id, "billing", counts={"invoices_kept": 3}))
    certificate = await _certificate(customers, customer_id)
    (kept,) = certificate["kept"]
    assert kept["until"] == f"{datetime.fromisoformat(certificate['deleted_at']).year + 8}-12-31"


async def test_c10_a_service_that_misses_the_deadline_shows_as_overdue_until_it_answers(
    customers: Customers,
) -> None:
    customers.environment.erasure_deadline_s = 0.2
    customer_id = (await _deleted(customers))["id"]
    await _receive(customers, "customer.purged", _purged(customer_id, "messaging"))

    async def overdue() -> None:
        services = (await _certificate(customers, customer_id))["services"]
        assert {name: entry["status"] for name, entry in services.items()} == {
            "customers": "purged",
            "billing": "overdue",
            "messaging": "purged",
            "importer": "overdue",
        }

    await eventually(overdue)
    (listed,) = (await customers.desk.get("/api/erasures")).json()["items"]
    assert (listed["status"], listed["overdue"]) == ("pending", ["billing", "importer"])
    for service in ("billing", "importer"):
        await _receive(customers, "customer.purged", _purged(customer_id, service))
    certificate = await _certificate(customers, customer_id)
    assert certificate["status"] == "purged"
    assert (await customers.desk.get("/api/erasures")).json()["items"][0]["overdue"] == []


def test_c10_a_deadline_counts_from_the_deletion_on() -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    erasure = Erasure(
        customer_id=uuid4(),
        deleted_at=now,
        deleted_by=uuid4(),
        terminal_sequence=2,
        terminal_id=uuid4(),
        appended_at=now,
        asked_at=now + timedelta(hours=1),
        kafka_by=now,
    )
    minute = timedelta(minutes=1)
    assert erasure.answer_of("billing", now + minute, minute) is Answer.PENDING
    assert erasure.answer_of("billing", now + 2 * minute, minute) is Answer.OVERDUE


async def test_c10_the_list_of_erasures_goes_back_page_by_page_and_holds_ids_only(
    customers: Customers,
) -> None:
    gone = [(await _deleted(customers, last_name="Kanarienvogel"))["id"] for _ in range(5)]
    listed: list[dict[str, Any]] = []
    cursor = None
    while True:
        page = (
            await customers.desk.get(
                "/api/erasures", params={"limit": 2} | ({"cursor": cursor} if cursor else {})
            )
        ).json()
        listed += page["items"]
        assert page["total"] == 5
        if (cursor := page["next_cursor"]) is None:
            break
    assert [item["customer_id"] for item in listed] == gone[::-1]
    assert listed[0].keys() == {"customer_id", "status", "deleted_at", "overdue"}
    assert (await customers.desk.get("/api/erasures?sort=name")).status_code == 422
    assert (await customers.portal.get("/api/erasures")).status_code == 403


async def test_c10_c12_the_address_is_free_at_once_the_number_never_and_nothing_late_meets_the_new_one(
    customers: Customers,
) -> None:
    old = await _deleted(customers, email="kaethe@example.org")
    new = await customers.create(email="Kaethe@Example.org")
    assert new["id"] != old["id"]
    assert new["number"] > old["number"]
    before = await customers.read(new["id"])
    facts = {"email_version": 1, "at": datetime.now(UTC).isoformat(), "message_id": str(uuid4())}
    for late in (
        ("account.changed", {"customer_id": old["id"], "credit_cents": 5}),
        ("mail.bounced", {"customer_id": old["id"], "class": "hard"} | facts),
        ("mail.delivered", {"customer_id": old["id"]} | facts),
    ):
        await _receive(customers, *late)
    assert await customers.read(new["id"]) == before
    assert (await customers.desk.get(f"/api/customers/{old['id']}")).status_code == 410


async def test_g6_a_row_of_an_import_that_comes_again_brings_nobody_back(customers: Customers) -> None:
    row = {"job_id": str(uuid4()), "row": 3, "customer": body(email="kaethe@example.org")}
    await _receive(customers, "import.row_requested", row)
    (created,) = (await customers.desk.get("/api/customers")).json()["items"]
    await customers.desk.delete(f"/api/customers/{created['id']}", headers={"If-Match": "*"})
    await _receive(customers, "import.row_requested", row)
    assert (await customers.desk.get("/api/customers")).json()["total"] == 0
    assert "kaethe@example.org" not in str(
        {table: rows for table, rows in (await customers.dump()).items() if table != "outbox"}
    )


async def test_c10_the_portal_account_goes_with_its_sessions(customers: Customers) -> None:
    created, now = await customers.create(), datetime.now(UTC)
    account_id = uuid4()
    async with customers.database.transaction() as session:
        await session.execute(
            insert(AccountRow).values(
                id=account_id,
                role="customer",
                password_hash="hash of Kanarien",
                customer_id=UUID(created["id"]),
            )
        )
        await session.execute(
            insert(SessionRow).values(
                id=uuid4(),
                token_hash=b"x",
                account_id=account_id,
                client="Kanarien unter Linux",
                created_at=now,
                last_seen_at=now,
                expires_at=now + timedelta(days=1),
            )
        )
    told = (await customers.desk.get(f"/api/customers/{created['id']}/personal-data")).json()
    assert told["services"]["customers"]["portal_account"][0]["role"] == "customer"
    assert [s["client"] for s in told["services"]["customers"]["sessions"]] == ["Kanarien unter Linux"]
    assert "password_hash" not in str(told)
    answer = await customers.desk.delete(f"/api/customers/{created['id']}", headers={"If-Match": "*"})
    assert answer.json()["services"]["customers"]["counts"]["portal_account"] == 1
    left = await customers.dump()
    assert "anarien" not in left["accounts"]
    assert str(account_id) not in left["sessions"]
