"""C11 over the running system: a merge, what every service makes of it, the undo, and the deletion of both."""

from typing import Any
from uuid import uuid4

import httpx

from tests.integration.system.writes import written
from tests.support.eventually import eventually
from tests.support.system import RunningSystem


async def _checked(answer: httpx.Response) -> Any:
    assert answer.is_success, answer.text
    return answer.json()


async def _customer(desk: httpx.AsyncClient, name: str) -> dict[str, Any]:
    body = {"last_name": name, "email": f"{uuid4().hex}@example.org", "phone": "030 5557700"}
    created: dict[str, Any] = await _checked(
        await desk.post("/api/customers", json=body, params={"force": "true"})
    )
    return created


async def _invoice(desk: httpx.AsyncClient, customer_id: str) -> str:
    line = {"description": "Kurs", "quantity": 1, "unit_price_cents": 100, "vat_percent": 19}
    draft = await written(desk, "/api/invoices", {"customer_id": customer_id, "lines": [line]})
    await _checked(await desk.post(f"/api/invoices/{draft['id']}/issue"))
    return str(draft["id"])


async def _message(desk: httpx.AsyncClient, customer_id: str, body: str) -> str:
    letter = {"customer_ids": [customer_id], "channel": "portal", "subject": "Kursbeginn", "body": body}
    return str((await written(desk, "/api/messages", letter))["items"][0]["id"])


async def _lists(desk: httpx.AsyncClient, path: str, customer_id: str, expected: set[str]) -> None:
    async def look() -> None:
        page = await _checked(await desk.get(path, params={"customer_id": customer_id}))
        assert {item["id"] for item in page["items"]} == expected

    await eventually(look)


async def test_c11_g2_g3_g6_a_merge_is_followed_by_every_service_undone_and_erased(
    desk: httpx.AsyncClient, system: RunningSystem
) -> None:
    canary, letter = f"Kanari{uuid4().hex}", f"Kanari{uuid4().hex}"
    source, survivor = await _customer(desk, canary), await _customer(desk, f"Bleibt {uuid4().hex}")
    url = f"/api/customers/{source['id']}"
    invoices = [await _invoice(desk, customer["id"]) for customer in (source, survivor)]
    messages = [await _message(desk, customer["id"], letter) for customer in (source, survivor)]
    merge = {"into": survivor["id"]}

    async def invoiced(source_id: str, into: str) -> None:
        preview = await _checked(
            await desk.post(
                f"/api/customers/{source_id}/merge", json={"into": into}, params={"dry_run": "true"}
            )
        )
        assert preview["moves"]["open_invoices"] == 1

    await eventually(lambda: invoiced(source["id"], survivor["id"]))
    await eventually(lambda: invoiced(survivor["id"], source["id"]))
    await _checked(await desk.post(f"{url}/merge", json=merge))
    for path, ids in (("/api/invoices", invoices), ("/api/messages", messages)):
        await _lists(desk, path, survivor["id"], set(ids))
    assert (await _checked(await desk.get(url)))["id"] == survivor["id"]

    await _checked(await desk.post(f"{url}/merge/undo"))
    for path, ids in (("/api/invoices", invoices), ("/api/messages", messages)):
        await _lists(desk, path, source["id"], {ids[0]})
        await _lists(desk, path, survivor["id"], {ids[1]})

    await _checked(await desk.post(f"{url}/merge", json=merge))
    await _lists(desk, "/api/messages", survivor["id"], set(messages))
    invoices.append(await _invoice(desk, source["id"]))

    async def used() -> None:
        past = await _checked(await desk.get(f"/api/customers/{survivor['id']}/merges"))
        assert [item["undoable"] for item in past["items"]] == [False]

    await eventually(used)
    refused = await desk.post(f"{url}/merge/undo")
    assert (refused.status_code, refused.json()["reason"]) == (409, "used_since")
    await _checked(await desk.delete(f"/api/customers/{survivor['id']}", headers={"If-Match": "*"}))

    async def complete() -> dict[str, Any]:
        certificate: dict[str, Any] = await _checked(await desk.get(f"/api/erasures/{source['id']}"))
        assert certificate["status"] == "complete", certificate
        return certificate

    certificate = await eventually(complete, within=120)
    assert certificate["customer_id"] == survivor["id"]
    assert certificate["services"]["billing"]["counts"]["invoices_kept"] == 3
    assert certificate["services"]["messaging"]["counts"]["messages"] == 2
    await _lists(desk, "/api/messages", survivor["id"], set())
    await _lists(desk, "/api/invoices", survivor["id"], set(invoices))
    assert system.places_that_hold(letter) == []
    # The invoice of the merged keeps its recipient by law; nothing else does.
    assert [place for place in system.places_that_hold(canary) if place != "database billing"] == []
