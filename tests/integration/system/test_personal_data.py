"""Art. 15 and 20 GDPR on the running system: what every service holds of one customer, and what cannot be had."""

from typing import Any
from uuid import uuid4

import httpx

from tests.integration.system.writes import written
from tests.support.eventually import eventually
from tests.support.processes import stopped
from tests.support.system import RunningSystem


async def test_c10_personal_data_are_gathered_from_all_services_and_a_silent_one_is_named(
    desk: httpx.AsyncClient, system: RunningSystem
) -> None:
    email = f"{uuid4().hex}@example.org"
    file = f"Vorname;Nachname;E-Mail\nKäthe;Müller;{email}\n".encode()
    job = (await desk.post("/api/imports", files={"file": ("kunden.csv", file, "text/csv")})).json()

    async def status(wanted: str) -> None:
        assert (await desk.get(f"/api/imports/{job['id']}")).json()["status"] == wanted

    await eventually(lambda: status("checked"), within=30)
    await desk.post(f"/api/imports/{job['id']}/start")

    async def imported() -> str:
        found = (await desk.get("/api/customers", params={"q": email})).json()["items"]
        assert found
        return str(found[0]["id"])

    customer_id = await eventually(imported, within=30)
    line = {"description": "Seepferdchen", "quantity": 1, "unit_price_cents": 12000, "vat_percent": 19}
    invoice = await written(desk, "/api/invoices", {"customer_id": customer_id, "lines": [line]})
    (await desk.post(f"/api/invoices/{invoice['id']}/issue")).raise_for_status()
    mail = {"customer_ids": [customer_id], "channel": "email", "subject": "Kurs", "body": "Am Montag."}
    await written(desk, "/api/messages", mail)
    url = f"/api/customers/{customer_id}/personal-data"

    async def gathered() -> dict[str, Any]:
        told: dict[str, Any] = (await desk.get(url)).json()
        assert told["complete"], told["missing"]
        assert told["services"]["messaging"]["attempts"]
        assert told["services"]["importer"]["rows"][0]["outcome"] == "created"
        return told

    services = (await eventually(gathered))["services"]
    assert services["customers"]["customer"][0]["email"] == email
    assert services["billing"]["invoices"][0]["recipient"]["last_name"] == "Müller"
    assert services["billing"]["invoice_lines"][0]["description"] == "Seepferdchen"
    assert services["messaging"]["messages"][0]["body"] == "Am Montag."
    assert services["messaging"]["attempts"][0]["address"] == email
    assert services["importer"]["rows"][0]["customer"]["email"] == email
    page = await desk.get(url, params={"format": "html"})
    assert "Seepferdchen" in page.text
    assert "142,80 €" in page.text

    with stopped(system.pid("billing api")):
        told = (await desk.get(url, timeout=60)).json()
    assert (told["complete"], told["missing"]) == (False, ["billing"])
    assert told["services"].keys() == {"customers", "messaging", "importer"}
    await eventually(gathered)


async def test_the_private_port_is_not_behind_the_gateway(system: RunningSystem) -> None:
    async with httpx.AsyncClient(base_url=system.url) as stranger:
        answer = await stranger.get(f"/private/personal-data/{uuid4()}")
        assert answer.headers.get("content-type", "").startswith("text/html") or answer.status_code == 404
