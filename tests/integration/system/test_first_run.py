"""What a newcomer is promised, through the gateway of a running system: import, mail, bounce, erasure."""

import smtplib
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

import httpx

from tests.integration.system.writes import written
from tests.support.eventually import eventually
from tests.support.reports import delivery_report
from tests.support.system import RunningSystem

SAMPLE = Path("deploy/local/sample/kunden.csv")


async def _new_customer(desk: httpx.AsyncClient, **fields: object) -> dict[str, object]:
    body = {"last_name": f"Prüfung {uuid4().hex[:8]}", "email": f"{uuid4().hex}@example.org", **fields}
    answer = await desk.post("/api/customers", json=body)
    assert answer.status_code == 201, answer.text
    created: dict[str, object] = answer.json()
    return created


async def _write_to(desk: httpx.AsyncClient, customer_id: object, body: str) -> str:
    mail = {"customer_ids": [customer_id], "channel": "email", "subject": "Kursbeginn", "body": body}
    return str((await written(desk, "/api/messages", mail))["items"][0]["id"])


async def test_i4_the_sample_file_becomes_customers_that_c3_finds_by_each_of_the_four(
    desk: httpx.AsyncClient,
) -> None:
    with SAMPLE.open("rb") as file:
        upload = await desk.post("/api/imports", files={"file": ("kunden.csv", file, "text/csv")})
    assert upload.status_code == 201, upload.text
    job = f"/api/imports/{upload.json()['id']}"

    async def status(wanted: str) -> dict[str, object]:
        state: dict[str, object] = (await desk.get(job)).json()
        assert state["status"] == wanted, state
        return state

    checked = await eventually(lambda: status("checked"), within=30)
    assert checked["rows_total"] == 1000
    assert (await desk.post(f"{job}/start")).status_code in (200, 202)
    done = await eventually(lambda: status("done"), within=60)
    assert done["rows_done"] == checked["rows_valid"]

    rows = (await desk.get(f"{job}/rows", params={"outcome": "created", "limit": 50})).json()["items"]
    customer = None
    for row in rows:
        answer = (await desk.get(f"/api/customers/{row['customer_id']}")).json()
        if answer["phone"] and answer["last_name"]:
            customer = answer
            break
    assert customer is not None

    local_number = "0" + customer["phone"].removeprefix("+49")
    for q in (customer["last_name"][1:], str(customer["number"]), customer["email"], local_number):
        found = (await desk.get("/api/customers", params={"q": q, "limit": 200})).json()
        assert customer["id"] in [item["id"] for item in found["items"]], f"not found by {q!r}"


async def test_m6_a_delivery_report_sent_by_smtp_turns_the_message_to_bounced(
    desk: httpx.AsyncClient, system: RunningSystem
) -> None:
    customer = await _new_customer(desk)
    message_id = await _write_to(desk, customer["id"], "Guten Tag")

    async def message(status: str) -> dict[str, object]:
        answer: dict[str, object] = (await desk.get(f"/api/messages/{message_id}")).json()
        assert answer["status"] == status, answer
        return answer

    await eventually(lambda: message("accepted"))
    mail = await eventually(lambda: system.caught_mail(to=str(customer["email"])))
    report = delivery_report(mail, action="failed", status="5.1.1", diagnostic="550 5.1.1 user unknown")
    with smtplib.SMTP("127.0.0.1", system.bounce_intake_port) as smtp:
        smtp.sendmail("", [mail["Return-Path"].strip("<>")], report.as_bytes())

    bounced = await eventually(lambda: message("bounced"))
    assert bounced["bounce"] == {"class": "hard", "reason": "address_unknown", "status": "5.1.1"}

    async def health() -> None:
        assert (await desk.get(f"/api/customers/{customer['id']}")).json()["email_health"] == "undeliverable"

    await eventually(health)


async def test_m6_a_report_to_an_unknown_return_path_is_refused(system: RunningSystem) -> None:
    note = EmailMessage()
    note["Subject"] = "Undelivered"
    note.set_content("?")
    with smtplib.SMTP("127.0.0.1", system.bounce_intake_port) as smtp:
        smtp.ehlo()
        smtp.mail("")
        code, _ = smtp.rcpt(f"bounce+{uuid4().hex}@{system.bounce_domain}")
    assert code == 550


async def test_g6_c10_a_deleted_customer_is_purged_everywhere_and_kafka_forgets_the_name(
    desk: httpx.AsyncClient, system: RunningSystem
) -> None:
    note_canary, mail_canary, name_canary = (f"Kanari{uuid4().hex}" for _ in range(3))
    customer = await _new_customer(
        desk, last_name=name_canary, address={"street": f"{name_canary}weg 1", "city": "Köln"}
    )
    path = f"/api/customers/{customer['id']}"
    assert (await desk.post(f"{path}/notes", json={"text": note_canary})).status_code == 201
    message_id = await _write_to(desk, customer["id"], mail_canary)

    async def accepted() -> None:
        assert (await desk.get(f"/api/messages/{message_id}")).json()["status"] == "accepted"

    await eventually(accepted)
    line = {"description": "Seepferdchen", "quantity": 1, "unit_price_cents": 12000, "vat_percent": 19}
    draft = await written(desk, "/api/invoices", {"customer_id": customer["id"], "lines": [line]})
    invoice = f"/api/invoices/{draft['id']}"
    assert (await desk.post(f"{invoice}/issue")).status_code == 200

    assert (await desk.delete(path, headers={"If-Match": "*"})).status_code in (200, 202, 204)

    async def certificate(*statuses: str) -> dict[str, object]:
        answer: dict[str, object] = (await desk.get(f"/api/erasures/{customer['id']}")).json()
        assert answer["status"] in statuses, answer
        return answer

    purged = await eventually(lambda: certificate("purged", "complete"))
    services = purged["services"]
    assert isinstance(services, dict)
    assert {name: entry["status"] for name, entry in services.items()} == {
        "customers": "purged",
        "billing": "purged",
        "messaging": "purged",
        "importer": "purged",
    }
    assert services["customers"]["counts"]["notes"] == 1
    assert services["messaging"]["counts"]["messages"] == 1
    assert purged["kept"], "an issued invoice stays, and the certificate says so"
    assert (await desk.get(invoice)).json()["customer_deleted"] is True
    assert (await desk.get(path)).status_code == 410
    assert (await desk.get(f"/api/messages/{message_id}")).status_code in (404, 410)

    for canary in (note_canary, mail_canary):
        assert system.places_that_hold(canary) == []

    await eventually(lambda: certificate("complete"), within=60)
    # The invoice keeps its recipient by law; Kafka and the logs keep nothing.
    assert [place for place in system.places_that_hold(name_canary) if place != "database billing"] == []


async def test_a_write_from_another_site_is_refused_and_a_forged_identity_is_dropped(
    desk: httpx.AsyncClient, system: RunningSystem
) -> None:
    body = {"last_name": "Fremd", "email": f"{uuid4().hex}@example.org"}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert (await desk.post("/api/customers", json=body, headers=headers)).status_code == 403
    async with httpx.AsyncClient(base_url=system.url) as stranger:
        forged = {"Authorization": "Bearer eyJhbGciOiJub25lIn0.e30.", "X-Account-Id": str(uuid4())}
        assert (await stranger.get("/api/customers", headers=forged)).status_code == 401
        for private in ("/metrics", "/readyz", "/session-check", "/.well-known/jwks.json"):
            answer = await stranger.get(private)
            assert answer.headers.get("content-type", "").startswith("text/html") or answer.status_code == 404
