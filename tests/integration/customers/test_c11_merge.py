"""Merging customers and taking it back (C11), through HTTP."""

from typing import Any

from tests.integration.customers.conftest import Customers


async def merge(customers: Customers, source: dict[str, Any], into: dict[str, Any], **more: Any) -> Any:
    """The answer to a merge."""
    return await customers.desk.post(
        f"/api/customers/{source['id']}/merge", json={"into": into["id"], **more.pop("json", {})}, **more
    )


async def test_c11_the_survivor_has_what_was_the_others(customers: Customers) -> None:
    source = await customers.create(
        first_name="Kathe",
        phone="0171 7654321",
        participants=[
            {"first_name": "Emma", "last_name": "Müller"},
            {"first_name": "Ben", "last_name": "Müller"},
        ],
    )
    survivor = await customers.create(participants=[{"first_name": "EMMA", "last_name": "Mueller"}])
    emma, ben = sorted(source["participants"], key=lambda p: p["first_name"] == "Ben")
    url = f"/api/customers/{source['id']}"
    await customers.desk.post(f"{url}/notes", json={"text": "zahlt bar"})
    await customers.desk.post(f"/api/participants/{emma['id']}/notes", json={"text": "mag Tauchen"})
    answer = await merge(customers, source, survivor, json={"choices": {"phone": "source"}})
    assert answer.status_code == 200, answer.text
    merged = answer.json()
    assert merged["id"] == survivor["id"]
    assert merged["version"] == 2
    assert (merged["phone"], merged["first_name"]) == ("+491717654321", "Käthe")
    assert {p["id"] for p in merged["participants"]} == {survivor["participants"][0]["id"], ben["id"]}
    listed = (await customers.desk.get(f"/api/customers/{survivor['id']}/participants")).json()["items"]
    assert [n["text"] for p in listed for n in p["notes"]] == ["mag Tauchen"]
    notes = (await customers.desk.get(f"/api/customers/{survivor['id']}/notes")).json()["items"]
    assert [n["text"] for n in notes] == ["zahlt bar"]
    opened = (await customers.desk.get(url)).json()
    assert (opened["id"], opened["merged_into"]) == (survivor["id"], survivor["id"])
    assert (await customers.read(survivor["id"]))["merged_into"] is None
    undone = await customers.desk.post(f"{url}/merge/undo")
    assert undone.status_code == 200, undone.text
