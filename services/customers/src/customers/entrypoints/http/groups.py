"""`/api/customer-groups` and `/api/recipient-groups`."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.changes import announce
from chassis.database import Database
from chassis.events.outbox import Outbox
from chassis.http import idempotency
from chassis.http.actors import Staff
from chassis.http.dependencies import Db
from chassis.http.idempotency import IdempotencyKey
from chassis.http.pages import Page, PageOf, encode_cursor
from chassis.http.preconditions import IfMatch, Precondition, etag
from chassis.http.problems import problem_responses
from chassis.ids import new_id
from customers.adapters.audit import record_audit
from customers.adapters.customers import StoredCustomers
from customers.adapters.groups import Kind, StoredGroups
from customers.application.customers.groups import Admitted, put_into_group, take_out_of_group
from customers.entrypoints import fields
from customers.entrypoints.bodies import Body
from customers.entrypoints.http.answers import AdmittedOut, GroupOut, JsonAnswer
from customers.entrypoints.http.dependencies import Environment
from customers.settings import Settings

_AT_ONCE = 200  # customers in one transaction
MOST_MEMBERS = 1_000


class GroupBody(Body):
    """A group's name, unique among those of its kind."""

    name: fields.GroupName


class MembersBody(Body):
    """Who is to be in a group; the same one twice counts once."""

    customer_ids: Annotated[list[UUID], Field(min_length=1, max_length=MOST_MEMBERS)]


def group_router(kind: Kind) -> APIRouter:
    """The routes of one kind of group (`customer` or `recipient`)."""
    router = APIRouter(
        prefix=f"/api/{kind}-groups", tags=[f"{kind}-groups"], responses=problem_responses(401, 403, 422)
    )

    @router.get("", response_model=PageOf[GroupOut])
    async def find(_: Staff, db: Db, paging: Page) -> JsonAnswer:
        """The groups by name."""
        order = paging.order({"name"}, default="name")
        after = paging.after(str, UUID)
        async with db.reading() as session:
            items, keys, total = await StoredGroups(session, kind).list(
                descending=order.descending,
                after=(after[0], after[1]) if after else None,
                limit=paging.limit + 1,
            )
        shown = items[: paging.limit]
        more = len(items) > paging.limit
        next_cursor = encode_cursor(keys[len(shown) - 1], shown[-1]["id"]) if more else None
        return JsonAnswer({"items": shown, "next_cursor": next_cursor, "total": total})

    @router.post("", status_code=201, response_model=GroupOut, responses=problem_responses(409, 410))
    async def create(
        body: GroupBody, request: Request, actor: Staff, db: Db, key: IdempotencyKey
    ) -> JsonAnswer:
        """Creates a group."""
        async with db.transaction() as session:
            entry = await idempotency.begin(session, key, request, actor)
            groups = StoredGroups(session, kind)
            if entry.previous:
                group = await groups.read(entry.previous.resource_id or UUID(int=0))
                if group is None:
                    raise idempotency.gone()
                return JsonAnswer(group, 201)
            group_id = new_id()
            await groups.add(group_id, body.name)
            await record_audit(session, actor, "group.created", f"{kind}_group", group_id)
            announce(session, f"{kind}-group", group_id)
            await entry.finish(201, group_id)
            return JsonAnswer(await groups.read(group_id), 201)

    @router.patch("/{group_id}", response_model=GroupOut, responses=problem_responses(404, 409, 412, 428))
    async def rename(
        group_id: UUID, body: GroupBody, actor: Staff, db: Db, precondition: IfMatch
    ) -> JsonAnswer:
        """Gives the group another name."""
        async with db.transaction() as session:
            groups = StoredGroups(session, kind)
            group = await groups.for_change(group_id)
            current = await groups.read(group_id)
            precondition.require(group.version, lambda: current)
            if await groups.rename(group, body.name):
                await record_audit(session, actor, "group.changed", f"{kind}_group", group_id)
                announce(session, f"{kind}-group", group_id)
            answer = await groups.read(group_id)
        assert answer is not None
        response = JsonAnswer(answer)
        etag(response, answer["version"])
        return response

    @router.post("/{group_id}/members", response_model=AdmittedOut, responses=problem_responses(404))
    async def admit(
        group_id: UUID, body: MembersBody, actor: Staff, db: Db, environment: Environment
    ) -> JsonAnswer:
        """Puts up to 1,000 customers into the group, whatever else they are in and whoever changes them meanwhile.

        200 in a transaction. Asked again it changes nothing more, so a request that was cut off can be repeated.
        """
        wanted = sorted(set(body.customer_ids))
        answer = Admitted()
        for start in range(0, len(wanted), _AT_ONCE):
            async with db.transaction() as session:
                part = await put_into_group(
                    StoredCustomers(session),
                    Outbox(session),
                    environment.placeholders,
                    kind,
                    group_id,
                    wanted[start : start + _AT_ONCE],
                    datetime.now(UTC),
                )
                for customer_id in part.added:
                    detail = {"fields": [f"{kind}_group_ids"]}
                    await record_audit(session, actor, "customer.changed", "customer", customer_id, detail)
                    announce(session, "customer", customer_id)
            for name, ids in vars(part).items():
                getattr(answer, name).extend(ids)
        return JsonAnswer(vars(answer))

    @router.delete(
        "/{group_id}",
        status_code=204,
        response_class=Response,
        responses=problem_responses(404, 409, 412, 428),
    )
    async def delete(
        group_id: UUID,
        actor: Staff,
        db: Db,
        environment: Environment,
        precondition: IfMatch,
        force: Annotated[bool, Query(description="Take the customers out of it before")] = False,
    ) -> Response:
        """Deletes the group; while customers are in it (409 `group-in-use`) only with `force`."""
        while force and await _take_out_some(db, environment, kind, group_id, precondition):
            pass
        async with db.transaction() as session:
            groups = StoredGroups(session, kind)
            group = await groups.for_change(group_id)
            precondition.require(group.version)
            await groups.remove(group)
            await record_audit(session, actor, "group.deleted", f"{kind}_group", group_id)
            announce(session, f"{kind}-group", group_id)
        return Response(status_code=204)

    return router


async def _take_out_some(
    db: Database, environment: Settings, kind: Kind, group_id: UUID, precondition: Precondition
) -> bool:
    """Takes some customers out of the group; False when none is left. Each step commits by itself."""
    async with db.transaction() as session:
        groups = StoredGroups(session, kind)
        precondition.require((await groups.for_change(group_id)).version)
        members = await groups.members(group_id, _AT_ONCE)
    async with db.transaction() as session:
        await take_out_of_group(
            StoredCustomers(session),
            Outbox(session),
            environment.placeholders,
            group_id,
            members,
            datetime.now(UTC),
        )
        for customer_id in members:
            announce(session, "customer", customer_id)
    return bool(members)
