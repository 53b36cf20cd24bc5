"""Customer groups and recipient groups: counted, renamed, deleted."""

import asyncio
from typing import Any

import pytest

from tests.integration.customers.conftest import Customers
from tests.integration.customers.logins import logged_in

PATHS = pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/api/customer-groups", "customer_group_ids"),
        ("/api/recipient-groups", "recipient_group_ids"),
    ],
)
ANY = {"If-Match": "*"}


async def _group(customers: Customers, path: str, name: str) -> dict[str, Any]:
    answer = await customers.desk.post(path, json={"name": name})
    assert answer.status_code == 201
    group: dict[str, Any] = answer.json()
    return group


@PATHS
async def test_a_group_counts_the_live_customers_in_it(customers: Customers, path: str, field: str) -> None:
    group = await _group(customers, path, "Verein")
    assert group == {"id": group["id"], "name": "Verein", "customers": 0, "version": 1}
    empty = await _group(customers, path, "Leer")
    made = [await customers.create(**{field: [group["id"]]}) for _ in range(3)]
    await customers.desk.post(f"/api/customers/{made[0]['id']}/block", json={"reason": "x"})
    await customers.desk.delete(f"/api/customers/{made[1]['id']}", headers=ANY)
    listed = (await customers.desk.get(path)).json()["items"]
    assert [(g["id"], g["customers"]) for g in listed] == [(empty["id"], 0), (group["id"], 2)]


@PATHS
async def test_a_group_gets_another_name_and_nobody_overwrites_an_unseen_one(
    customers: Customers, path: str, field: str
) -> None:
    group = await _group(customers, path, "Verein")
    await _group(customers, path, "Schule")
    url = f"{path}/{group['id']}"
    assert (await customers.desk.patch(url, json={"name": "Sportverein"})).status_code == 428
    renamed = await customers.desk.patch(url, json={"name": "Sportverein"}, headers={"If-Match": '"1"'})
    assert renamed.json() == group | {"name": "Sportverein", "version": 2}
    assert renamed.headers["etag"] == '"2"'
    stale = await customers.desk.patch(url, json={"name": "x"}, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["current"]["name"]) == (412, "Sportverein")
    taken = await customers.desk.patch(url, json={"name": "SCHULE"}, headers=ANY)
    assert (taken.status_code, taken.json()["type"]) == (409, "urn:stammkunde:problem:group-name-taken")
    same = await customers.desk.patch(url, json={"name": "Sportverein"}, headers=ANY)
    assert same.json()["version"] == 2
    long = await customers.desk.patch(url, json={"name": "x" * 101}, headers=ANY)
    assert [error["field"] for error in long.json()["errors"]] == ["name"]


@PATHS
async def test_a_group_with_customers_is_deleted_only_by_force_which_tells_of_each(
    customers: Customers, path: str, field: str
) -> None:
    group, other = await _group(customers, path, "Verein"), await _group(customers, path, "Schule")
    made = [await customers.create(**{field: [group["id"], other["id"]]}) for _ in range(3)]
    url = f"{path}/{group['id']}"
    assert (await customers.desk.delete(url)).status_code == 428
    refused = await customers.desk.delete(url, headers=ANY)
    assert refused.status_code == 409
    assert refused.json()["type"] == "urn:stammkunde:problem:group-in-use"
    assert refused.json()["customers"] == 3
    assert (await customers.desk.delete(url, params={"force": True}, headers=ANY)).status_code == 204
    for customer in made:
        read = await customers.read(customer["id"])
        assert (read[field], read["version"]) == ([other["id"]], 2)
    told = [data for headers, data in await customers.told() if headers["ce_type"] == "customer.updated"]
    assert {(data["customer_id"], data["version"]) for data in told} == {(c["id"], 2) for c in made}
    assert (await customers.desk.delete(url, headers=ANY)).status_code == 404
    assert (
        await customers.desk.delete(f"{path}/{other['id']}", headers={"If-Match": '"7"'})
    ).status_code == 412


async def test_a_group_of_the_other_kind_is_not_found(customers: Customers) -> None:
    group = await _group(customers, "/api/customer-groups", "Verein")
    url = f"/api/recipient-groups/{group['id']}"
    assert (await customers.desk.patch(url, json={"name": "x"}, headers=ANY)).status_code == 404
    assert (await customers.desk.delete(url, headers=ANY)).status_code == 404


async def test_nobody_is_in_a_group_that_was_deleted_at_the_same_moment(customers: Customers) -> None:
    for attempt in range(10):
        group = await _group(customers, "/api/customer-groups", f"Verein {attempt}")
        url = f"/api/customer-groups/{group['id']}"
        created, deleted = await asyncio.gather(
            customers.desk.post(
                "/api/customers",
                json={
                    "last_name": "X",
                    "email": f"x{attempt}@example.org",
                    "customer_group_ids": [group["id"]],
                },
            ),
            customers.desk.delete(url, headers=ANY),
        )
        assert (created.status_code, deleted.status_code) in [(201, 409), (422, 204)]


@PATHS
async def test_c1_many_are_put_into_a_group_at_once_each_with_one_version_event_and_audit_entry(
    customers: Customers, path: str, field: str
) -> None:
    group, other = await _group(customers, path, "Eltern"), await _group(customers, path, "Vereine")
    inside = await customers.create(**{field: [group["id"]]})
    new = [await customers.create(**{field: [other["id"]]}) for _ in range(3)]
    deleted = await customers.create()
    await customers.desk.delete(f"/api/customers/{deleted['id']}", headers=ANY)
    ids = [one["id"] for one in (inside, *new, deleted)]
    for added, already in (([one["id"] for one in new], [inside["id"]]), ([], ids[:4])):
        answer = await customers.desk.post(
            f"{path}/{group['id']}/members", json={"customer_ids": [*ids, ids[0]]}
        )
        assert answer.status_code == 200, answer.text
        found = {name: sorted(members) for name, members in answer.json().items()}
        assert found == {
            "added": sorted(added),
            "already": sorted(already),
            "gone": [deleted["id"]],
            "full": [],
        }
    for one in new:
        shown = await customers.read(one["id"])
        assert (shown[field], shown["version"]) == ([other["id"], group["id"]], 2)
        told = [
            data[field] for _, data in await customers.told("customers") if data["customer_id"] == one["id"]
        ]
        assert told == [[other["id"]], [other["id"], group["id"]]]
        async with logged_in(customers) as owner:
            trail = await owner.get("/api/audit", params={"customer_id": one["id"]})
        changes = [e["detail"] for e in trail.json()["items"] if e["action"] == "customer.changed"]
        assert changes == [{"fields": [field]}]
    assert (await customers.read(inside["id"]))["version"] == 1


@PATHS
async def test_c1_who_is_in_as_many_groups_as_one_can_be_is_named_and_the_others_get_in(
    customers: Customers, path: str, field: str
) -> None:
    groups = [(await _group(customers, path, f"G{number}"))["id"] for number in range(51)]
    full, free = await customers.create(**{field: groups[:50]}), await customers.create()
    answer = await customers.desk.post(
        f"{path}/{groups[50]}/members", json={"customer_ids": [full["id"], free["id"]]}
    )
    assert (answer.json()["full"], answer.json()["added"]) == ([full["id"]], [free["id"]])
    too_many = [str(number) for number in range(1_001)]
    refused = await customers.desk.post(f"{path}/{groups[0]}/members", json={"customer_ids": too_many})
    assert refused.status_code == 422
    unknown = await customers.desk.post(f"{path}/{full['id']}/members", json={"customer_ids": [free["id"]]})
    assert unknown.status_code == 404
