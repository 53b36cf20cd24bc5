"""M5: what a written consent is worth to somebody who unsubscribed, and how consent came and went."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.integration.customers.conftest import Customers
from tests.integration.customers.test_m5_newsletter import ANY, _asked, _becomes, _Messaging, _patch

UNSUBSCRIBED_AT = datetime.now(UTC) - timedelta(days=10)
ON_PAPER = {"how": "Anmeldebogen", "when": "2026-01-02", "wording": "Ja, ich möchte den Newsletter."}


def _on(day: date) -> dict[str, Any]:
    return {"how": "Formular am Tresen", "when": day.isoformat(), "wording": "Ja, bitte."}


async def _unsubscribed_by_link(customers: Customers) -> dict[str, Any]:
    created = await customers.create(newsletter_evidence=ON_PAPER)
    async with customers.working():
        await _Messaging(customers, created["id"]).unsubscribed(UNSUBSCRIBED_AT)
        return await _becomes(customers, created, "unsubscribed", 2)


@pytest.mark.parametrize("days", [-20, 0])
async def test_m5_a_written_consent_not_later_than_the_unsubscribe_is_refused_with_its_date(
    customers: Customers, days: int
) -> None:
    customer = await _unsubscribed_by_link(customers)
    evidence = _on(UNSUBSCRIBED_AT.date() + timedelta(days=days))
    answer = await customers.desk.patch(
        f"/api/customers/{customer['id']}",
        json={"newsletter": True, "newsletter_evidence": evidence},
        headers=ANY | {"Accept-Language": "de"},
    )
    assert answer.status_code == 422, answer.text
    [error] = answer.json()["errors"]
    assert (error["field"], error["code"]) == ("newsletter_evidence.when", "consent_before_withdrawal")
    day = UNSUBSCRIBED_AT.astimezone(ZoneInfo("Europe/Berlin"))
    assert f"am {day:%d.%m.%Y} abbestellt" in error["message"]
    assert await customers.read(customer["id"]) == customer


async def test_m5_a_later_written_consent_of_who_unsubscribed_by_link_is_asked_for_by_mail(
    customers: Customers,
) -> None:
    customer = await _unsubscribed_by_link(customers)
    later = _on(UNSUBSCRIBED_AT.date() + timedelta(days=2))
    for version in (3, 3):
        shown = await _patch(customers, customer, newsletter=True, newsletter_evidence=later)
        assert (shown["newsletter_state"], shown["version"]) == ("requested", version)
    assert await _asked(customers) == [(customer["id"], 3)]
    # Taken back and written again at the desk it is still the customer's own unsubscribe that stands.
    await _patch(customers, customer, newsletter=False)
    today = _on(datetime.now(UTC).date() + timedelta(days=1))
    shown = await _patch(customers, customer, newsletter_evidence=today)
    assert shown["newsletter_state"] == "requested"
    async with customers.working():
        await _Messaging(customers, customer["id"]).confirmed(datetime.now(UTC))
        shown = await _becomes(customers, customer, "confirmed", 6)
    assert [(step["step"], step["how"]) for step in shown["newsletter_history"]] == [
        ("given", "Anmeldebogen"),
        ("withdrawn", "link"),
        ("given", "Formular am Tresen"),
        ("withdrawn", "desk"),
        ("given", "Formular am Tresen"),
        ("given", "double_opt_in"),
    ]
    assert datetime.fromisoformat(shown["newsletter_history"][1]["when"]) == UNSUBSCRIBED_AT


async def test_m5_who_told_the_desk_to_stop_may_consent_in_writing_later(customers: Customers) -> None:
    customer = await customers.create(newsletter_evidence=ON_PAPER)
    await _patch(customers, customer, newsletter=False)
    tomorrow = datetime.now(UTC) + timedelta(hours=20)
    shown = await _patch(
        customers, customer, newsletter_evidence=_on(tomorrow.date()) | {"when": tomorrow.isoformat()}
    )
    assert shown["newsletter_state"] == "confirmed"
    assert await _asked(customers) == []


async def test_m5_a_written_consent_of_the_future_is_refused(customers: Customers) -> None:
    customer = await customers.create()
    future = _on(datetime.now(UTC).date() + timedelta(days=3))
    answer = await customers.desk.patch(
        f"/api/customers/{customer['id']}", json={"newsletter_evidence": future}, headers=ANY
    )
    assert answer.status_code == 422
    assert [error["code"] for error in answer.json()["errors"]] == ["consent_in_future"]


async def test_m5_a_link_followed_after_the_desk_had_stopped_the_newsletter_still_counts(
    customers: Customers,
) -> None:
    customer = await customers.create(newsletter_evidence=ON_PAPER)
    await _patch(customers, customer, newsletter=False)
    async with customers.working():
        await _Messaging(customers, customer["id"]).unsubscribed(datetime.now(UTC))
        await _becomes(customers, customer, "unsubscribed", 3)
    later = (datetime.now(UTC) + timedelta(hours=20)).isoformat()
    shown = await _patch(customers, customer, newsletter_evidence=ON_PAPER | {"when": later})
    assert shown["newsletter_state"] == "requested"


async def test_m5_c11_the_history_of_both_is_the_survivors_until_the_merge_is_undone(
    customers: Customers,
) -> None:
    source = await _unsubscribed_by_link(customers)
    survivor = await customers.create(newsletter_evidence=ON_PAPER | {"how": "Messe"})
    merged = await customers.desk.post(f"/api/customers/{source['id']}/merge", json={"into": survivor["id"]})
    assert merged.status_code == 200, merged.text
    shown = await customers.read(survivor["id"])
    assert [step["how"] for step in shown["newsletter_history"]] == ["Messe", "Anmeldebogen", "link"]
    undone = await customers.desk.post(f"/api/customers/{source['id']}/merge/undo")
    assert undone.status_code == 200, undone.text
    assert [step["how"] for step in (await customers.read(survivor["id"]))["newsletter_history"]] == ["Messe"]
