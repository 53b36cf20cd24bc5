"""M5 in customers: who is asked to confirm, and what the answer does."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from customers.domain.newsletter import WORDINGS
from tests.integration.customers.conftest import Customers, body
from tests.support.eventually import eventually

ANY = {"If-Match": "*"}


async def _asked(customers: Customers) -> list[tuple[str, int]]:
    """Who messaging was asked to mail, and as of which version."""
    return [
        (data["customer_id"], data["customer_version"])
        for _, data in await customers.told("mail-requests")
        if data["template"] == "newsletter_confirmation"
    ]


async def _patch(customers: Customers, customer: dict[str, Any], **more: Any) -> dict[str, Any]:
    answer = await customers.desk.patch(f"/api/customers/{customer['id']}", json=more, headers=ANY)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_m5_who_asks_for_the_newsletter_gets_one_mail_to_confirm(customers: Customers) -> None:
    created = await customers.create(newsletter=True)
    assert created["newsletter_state"] == "requested"
    for _ in range(2):
        await _patch(customers, created, newsletter=True, phone=f"0171 {uuid4().int % 10**7:07}")
    assert await _asked(customers) == [(created["id"], 1)]
    [(headers, data)] = await customers.told("mail-requests")
    assert data["account_id"] is None
    assert headers["ce_subject"] == data["request_id"]
    assert not {"email", "first_name", "last_name"} & data.keys()


async def test_m5_another_address_and_another_wish_are_asked_again(customers: Customers) -> None:
    created = await customers.create(newsletter=True)
    await _patch(customers, created, email=f"neu.{uuid4().hex}@example.org")
    await _patch(customers, created, newsletter=False)
    await _patch(customers, created, newsletter=True)
    assert await _asked(customers) == [(created["id"], 1), (created["id"], 2), (created["id"], 4)]


async def test_m5_who_has_consented_in_writing_or_has_no_address_is_not_asked(customers: Customers) -> None:
    evidence = {"how": "Formular", "when": "2026-01-02", "wording": "Ja, ich möchte den Newsletter."}
    confirmed = await customers.create(newsletter_evidence=evidence)
    assert confirmed["newsletter_state"] == "confirmed"
    await customers.create(newsletter=True, email="keine@schwimmschule.example")
    await customers.create(newsletter=False)
    await customers.create()
    assert await _asked(customers) == []


async def test_m5_an_imported_wish_is_asked_too(customers: Customers) -> None:
    job = str(uuid4())
    async with customers.working():
        data = {"job_id": job, "row": 1, "customer": body(newsletter=True)}
        await customers.publish("import-rows", "import.row_requested", data, key=f"{job}:1")

        async def look() -> None:
            requests = [data for _, _, data in await customers.records("mail-requests")]
            assert [data["template"] for data in requests] == ["newsletter_confirmation"]

        await eventually(look, within=20)


async def test_m5_c11_the_survivor_of_a_merge_is_asked_when_the_wish_becomes_theirs(
    customers: Customers,
) -> None:
    source = await customers.create(newsletter=True)
    survivor = await customers.create()
    merged = await customers.desk.post(
        f"/api/customers/{source['id']}/merge",
        json={"into": survivor["id"], "choices": {"newsletter": "source"}},
    )
    assert merged.status_code == 200, merged.text
    assert await _asked(customers) == [(source["id"], 1), (survivor["id"], 2)]


class _Messaging:
    """What messaging tells of one customer."""

    def __init__(self, customers: Customers, customer_id: str) -> None:
        self._customers = customers
        self._id = customer_id

    async def tells(self, type: str, at: datetime, *, email_version: int = 1, **more: Any) -> None:
        data = {
            "message_id": str(uuid4()),
            "customer_id": self._id,
            "email_version": email_version,
            "at": at.isoformat(),
        }
        await self._customers.publish("mail", type, data | more, key=self._id)

    async def confirmed(self, at: datetime, *, email_version: int = 1, wording_id: str = "1-de") -> None:
        await self.tells(
            "newsletter.confirmed",
            at,
            email_version=email_version,
            how="double_opt_in",
            wording_id=wording_id,
        )

    async def unsubscribed(self, at: datetime) -> None:
        await self.tells("newsletter.unsubscribed", at)

    async def all_heard(self) -> None:
        """Whatever was told before is applied: the next fact of the same customer shows."""
        before = (await self._customers.read(self._id))["email_health"]
        reason = {"class": "hard", "reason": "address_unknown", "status": None}
        if before == "undeliverable":
            await self.tells("mail.delivered", datetime.now(UTC))
        else:
            await self.tells("mail.bounced", datetime.now(UTC), **reason)

        async def look() -> None:
            assert (await self._customers.read(self._id))["email_health"] != before

        await eventually(look, within=20)


async def _becomes(
    customers: Customers, customer: dict[str, Any], state: str, version: int
) -> dict[str, Any]:
    async def look() -> dict[str, Any]:
        shown = await customers.read(customer["id"])
        assert (shown["newsletter_state"], shown["version"]) == (state, version)
        return shown

    return await eventually(look, within=20)


async def test_m5_the_confirmation_is_consent_with_its_evidence_and_told_to_all(customers: Customers) -> None:
    created = await customers.create(newsletter=True)
    at = datetime.now(UTC)
    messaging = _Messaging(customers, created["id"])
    async with customers.working():
        await messaging.confirmed(at)
        shown = await _becomes(customers, created, "confirmed", 2)
        assert shown["newsletter_evidence"]["how"] == "double_opt_in"
        assert shown["newsletter_evidence"]["wording"] == WORDINGS["1-de"]
        assert datetime.fromisoformat(shown["newsletter_evidence"]["when"]) == at
        assert created["last_name"] in await customers.found("", newsletter="true")
        await messaging.confirmed(at)
        await messaging.all_heard()
        await _becomes(customers, created, "confirmed", 2)

        async def told() -> None:
            snapshots = [data for _, _, data in await customers.records("customers")]
            assert [data["newsletter_state"] for data in snapshots] == ["requested", "confirmed"]

        await eventually(told, within=20)
    trail = await customers.dump()
    assert '"fields": ["newsletter"]' in trail["audit_entries"]


async def test_m5_unsubscribing_ends_the_newsletter_and_keeps_the_evidence(customers: Customers) -> None:
    created = await customers.create(newsletter=True)
    at = datetime.now(UTC)
    messaging = _Messaging(customers, created["id"])
    async with customers.working():
        await messaging.confirmed(at)
        await _becomes(customers, created, "confirmed", 2)
        await messaging.unsubscribed(at - timedelta(minutes=1))
        await messaging.all_heard()
        await _becomes(customers, created, "confirmed", 2)
        await messaging.unsubscribed(at + timedelta(minutes=1))
        shown = await _becomes(customers, created, "unsubscribed", 3)
        assert shown["newsletter_evidence"]["how"] == "double_opt_in"
        await messaging.confirmed(at)
        await messaging.unsubscribed(at + timedelta(minutes=2))
        await messaging.all_heard()
        await _becomes(customers, created, "unsubscribed", 3)


async def test_m5_a_confirmation_at_a_former_address_is_none(customers: Customers) -> None:
    created = await customers.create(newsletter=True)
    await _patch(customers, created, email=f"neu.{uuid4().hex}@example.org")
    messaging = _Messaging(customers, created["id"])
    async with customers.working():
        await messaging.confirmed(datetime.now(UTC), email_version=1)
        await messaging.confirmed(datetime.now(UTC), email_version=2, wording_id="1-en")
        shown = await _becomes(customers, created, "confirmed", 3)
        assert shown["newsletter_evidence"]["wording"] == WORDINGS["1-en"]


async def test_m5_c11_who_unsubscribes_as_a_merged_customer_unsubscribes_the_survivor(
    customers: Customers,
) -> None:
    source = await customers.create()
    survivor = await customers.create(newsletter=True)
    merged = await customers.desk.post(
        f"/api/customers/{source['id']}/merge", json={"into": survivor["id"], "choices": {}}
    )
    assert merged.status_code == 200, merged.text
    async with customers.working():
        await _Messaging(customers, source["id"]).confirmed(datetime.now(UTC))
        await _Messaging(customers, source["id"]).unsubscribed(datetime.now(UTC))
        await _becomes(customers, survivor, "unsubscribed", 3)


async def test_g6_m5_a_late_answer_of_a_deleted_customer_brings_nothing_back(customers: Customers) -> None:
    created = await customers.create(newsletter=True)
    deleted = await customers.desk.delete(f"/api/customers/{created['id']}", headers=ANY)
    assert deleted.status_code == 200, deleted.text
    other = await customers.create(newsletter=True)
    async with customers.working():
        await _Messaging(customers, created["id"]).confirmed(datetime.now(UTC))
        await _Messaging(customers, created["id"]).unsubscribed(datetime.now(UTC))
        await _Messaging(customers, other["id"]).confirmed(datetime.now(UTC))
        await _becomes(customers, other, "confirmed", 2)
    assert (await customers.desk.get(f"/api/customers/{created['id']}")).status_code == 410
    assert WORDINGS["1-de"] not in (await customers.dump())["outbox"]
