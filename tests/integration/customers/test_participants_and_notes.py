"""Participants (C2) and internal notes (C5, C6), through HTTP."""

from tests.integration.customers.conftest import Customers


async def test_c2_participants_come_and_go_with_the_customers_version(customers: Customers) -> None:
    created = await customers.create()
    url = f"/api/customers/{created['id']}/participants"
    added = await customers.desk.post(
        url, json={"first_name": "Emma", "last_name": "M", "birth_date": "2019-05-04"}
    )
    assert (added.status_code, added.headers["etag"]) == (201, '"1"')
    participant = f"/api/participants/{added.json()['id']}"
    changed = await customers.desk.patch(participant, json={"first_name": "Ema"}, headers={"If-Match": '"1"'})
    assert (changed.json()["version"], changed.json()["birth_date"]) == (2, "2019-05-04")
    stale = await customers.desk.delete(participant, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["current"]["first_name"]) == (412, "Ema")
    assert (await customers.desk.delete(participant, headers={"If-Match": '"2"'})).status_code == 204
    assert (await customers.desk.get(url)).json() == {"items": [], "next_cursor": None, "total": 0}
    told = await customers.told()
    assert [headers["ce_sequence"] for headers, _ in told] == ["1", "2", "3", "4"]
    assert [[p["first_name"] for p in snapshot["participants"]] for _, snapshot in told] == [
        [],
        ["Emma"],
        ["Ema"],
        [],
    ]


async def test_c5_notes_are_written_changed_and_removed_and_told_to_nobody(customers: Customers) -> None:
    created = await customers.create()
    url = f"/api/customers/{created['id']}/notes"
    written = await customers.desk.post(url, json={"text": "Ruft nur\r\nmorgens an."})
    note = written.json()
    assert (written.status_code, note["text"], note["author"]) == (201, "Ruft nur\nmorgens an.", "Jana")
    assert set(note) == {
        "id",
        "customer_id",
        "participant_id",
        "text",
        "author",
        "created_at",
        "updated_at",
        "version",
    }
    one = f"/api/notes/{note['id']}"
    changed = await customers.desk.patch(one, json={"text": "Ruft abends an."}, headers={"If-Match": '"1"'})
    assert changed.json()["version"] == 2
    assert (
        await customers.desk.patch(one, json={"text": "x"}, headers={"If-Match": '"1"'})
    ).status_code == 412
    assert [n["text"] for n in (await customers.desk.get(url)).json()["items"]] == ["Ruft abends an."]
    assert (await customers.desk.delete(one, headers={"If-Match": "*"})).status_code == 204
    assert (await customers.desk.patch(one, json={"text": "x"}, headers={"If-Match": "*"})).status_code == 404
    assert len(await customers.told()) == 1
    assert (await customers.read(created["id"]))["version"] == 1


async def test_c6_the_participant_list_shows_the_notes_on_them(customers: Customers) -> None:
    created = await customers.create(participants=[{"first_name": "Emma", "last_name": "M"}])
    participant = created["participants"][0]["id"]
    await customers.desk.post(f"/api/participants/{participant}/notes", json={"text": "Chlorallergie"})
    await customers.desk.post(f"/api/customers/{created['id']}/notes", json={"text": "zahlt bar"})
    (listed,) = (await customers.desk.get(f"/api/customers/{created['id']}/participants")).json()["items"]
    assert [note["text"] for note in listed["notes"]] == ["Chlorallergie"]
    own = (await customers.desk.get(f"/api/participants/{participant}/notes")).json()
    assert own["total"] == 1
    assert "Chlorallergie" not in (await customers.desk.get("/api/customers")).text
    await customers.desk.delete(f"/api/participants/{participant}", headers={"If-Match": "*"})
    assert "Chlorallergie" not in str(await customers.dump())


async def test_an_empty_or_endless_note_is_refused(customers: Customers) -> None:
    created = await customers.create()
    for text in ("  ", "x" * 10_001, None):
        answer = await customers.desk.post(f"/api/customers/{created['id']}/notes", json={"text": text})
        assert [error["field"] for error in answer.json()["errors"]] == ["text"]


async def test_a_group_name_exists_once_of_each_kind(customers: Customers) -> None:
    for path in ("/api/customer-groups", "/api/recipient-groups"):
        assert (await customers.desk.post(path, json={"name": "Eltern"})).status_code == 201
        assert (await customers.desk.post(path, json={"name": "ELTERN"})).status_code == 409
        assert [group["name"] for group in (await customers.desk.get(path)).json()["items"]] == ["Eltern"]
