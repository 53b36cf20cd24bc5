"""Art. 15 and 20 GDPR: all that is held of one customer, for the desk to hand out (C4, C5, C10)."""

from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

import httpx
from sqlalchemy import text

from tests.integration.customers.conftest import Customers

MISCHIEF = "<script>alert(1)</script><img src=x onerror=alert(1)>"


async def _told(customers: Customers, customer_id: str, **headers: str) -> dict[str, Any]:
    answer = await customers.desk.get(f"/api/customers/{customer_id}/personal-data", headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    told: dict[str, Any] = answer.json()
    return told


async def _somebody(customers: Customers, **more: Any) -> dict[str, Any]:
    group = (await customers.desk.post("/api/customer-groups", json={"name": f"Stammgäste {uuid4()}"})).json()
    created = await customers.create(
        customer_group_ids=[group["id"]],
        discount_percent=12.5,
        bank_details={"iban": "DE89370400440532013000", "account_holder": "Käthe Müller"},
        participants=[{"first_name": "Jörg", "last_name": "Müller", "birth_date": "2019-05-04"}],
        newsletter_evidence={"how": "Formular", "when": "2026-01-01", "wording": "Ja, gern"},
        **more,
    )
    await customers.desk.post(f"/api/customers/{created['id']}/notes", json={"text": f"Zahlt bar {MISCHIEF}"})
    await customers.desk.post(f"/api/customers/{created['id']}/block", json={"reason": "Streit"})
    created["group"] = group["name"]
    return created


async def test_c10_the_answer_holds_all_that_customers_knows_and_not_who_wrote_it(
    customers: Customers,
) -> None:
    created = await _somebody(customers)
    told = await _told(customers, created["id"])
    assert told["customer_id"] == created["id"]
    own = told["services"]["customers"]
    (row,) = own["customer"]
    assert row["last_name"] == "Müller-Lüdenscheidt"
    assert row["bank_details"] == {
        "iban": "DE89370400440532013000",
        "bic": None,
        "account_holder": "Käthe Müller",
    }
    assert (row["discount_percent"], row["block_reason"]) == (12.5, "Streit")
    assert row["customer_groups"] == [created["group"]]
    assert row["newsletter_evidence"]["wording"] == "Ja, gern"
    assert [p["birth_date"] for p in own["participants"]] == ["2019-05-04"]
    (note,) = own["notes"]
    assert note["text"].startswith("Zahlt bar")
    assert "Jana" not in str(told), "the clerk is somebody else"


async def test_c11_what_is_remembered_of_a_merge_is_told_without_secrets_and_without_who_did_it(
    customers: Customers,
) -> None:
    source, survivor = await customers.create(last_name="Quelle"), await customers.create(last_name="Bleibt")
    await customers.desk.post(f"/api/customers/{source['id']}/block", json={"reason": "zahlt nicht"})
    async with customers.database.transaction() as session:
        for customer in (source, survivor):
            await session.execute(
                text(
                    "INSERT INTO accounts (id, role, password_hash, customer_id)"
                    " VALUES (gen_random_uuid(), 'customer', 'hash of a password', CAST(:id AS uuid))"
                ),
                {"id": customer["id"]},
            )
    merged = await customers.desk.post(
        f"/api/customers/{source['id']}/merge", json={"into": survivor["id"], "choices": {}}
    )
    assert merged.status_code == 200, merged.text
    told = await _told(customers, survivor["id"])
    (remembered,) = told["services"]["customers"]["merge_memories"]
    assert remembered["memory"]["source"]["data"]["last_name"] == "Quelle"
    assert remembered["memory"]["source"]["block"]["reason"] == "zahlt nicht"
    assert "by" not in remembered["memory"]["source"]["block"]
    assert "hash of a password" not in str(told)


async def test_c10_a_service_that_does_not_answer_is_named_as_missing(customers: Customers) -> None:
    created = await customers.create()
    told = await _told(customers, created["id"])
    assert told["complete"] is False
    assert told["missing"] == ["billing", "messaging", "importer"]
    assert told["services"].keys() == {"customers"}


async def test_the_page_is_readable_in_both_languages_and_nothing_in_it_is_markup(
    customers: Customers,
) -> None:
    created = await _somebody(customers, first_name=MISCHIEF)
    url = f"/api/customers/{created['id']}/personal-data"
    german = await customers.desk.get(url, headers={"Accept": "text/html,*/*;q=0.8"})
    english = await customers.desk.get(url, params={"format": "html", "lang": "en"})
    for page, language, words in (
        (
            german,
            "de",
            ("Interne Notizen", "04.05.2019", "12,5", "weggelassen", "Unvollständig", created["group"]),
        ),
        (english, "en", ("Internal notes", "2019-05-04", "12.5", "left out", "Incomplete", created["group"])),
    ):
        assert page.headers["content-type"].startswith("text/html")
        assert page.headers["content-language"] == language
        assert [word for word in words if word not in page.text] == []
        assert f'<html lang="{language}">' in page.text
        tags = _Tags()
        tags.feed(page.text)
        assert not tags.seen & {"script", "img", "iframe", "link", "object"}
        assert not [name for name in tags.attributes if name.startswith("on") or name in ("src", "style")]
        assert "&lt;script&gt;alert(1)" in page.text
        assert "@media print" in page.text
    asked_for_json = await customers.desk.get(url, params={"format": "json"}, headers={"Accept": "text/html"})
    assert asked_for_json.json()["customer_id"] == created["id"]


async def test_nobody_but_the_desk_is_told(customers: Customers) -> None:
    created = await customers.create()
    url = f"/api/customers/{created['id']}/personal-data"
    assert (await customers.portal.get(url)).status_code == 403
    assert (await customers.outside.get(url)).status_code == 401
    assert (await customers.desk.get(f"/api/customers/{uuid4()}/personal-data")).status_code == 404
    await customers.desk.delete(f"/api/customers/{created['id']}", headers={"If-Match": "*"})
    gone: httpx.Response = await customers.desk.get(url)
    assert gone.status_code == 410
    assert gone.json()["erasure"] == f"/api/erasures/{created['id']}"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}
