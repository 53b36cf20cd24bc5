"""`/api/customer-groups` and `/api/recipient-groups`."""

from uuid import UUID

from fastapi import APIRouter, Request

from chassis.changes import announce
from chassis.http import idempotency
from chassis.http.actors import Staff
from chassis.http.dependencies import Db
from chassis.http.idempotency import IdempotencyKey
from chassis.http.pages import Page, PageOf, encode_cursor
from chassis.http.problems import problem_responses
from chassis.ids import new_id
from customers.adapters.audit import record_audit
from customers.adapters.groups import add_group, read_group
from customers.adapters.reading import list_groups
from customers.entrypoints import fields
from customers.entrypoints.bodies import Body
from customers.entrypoints.http.answers import GroupOut, JsonAnswer


class GroupBody(Body):
    """A group's name, unique among those of its kind."""

    name: fields.GroupName


def group_router(kind: str) -> APIRouter:
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
            items, keys, total = await list_groups(
                session,
                kind,
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
            if entry.previous:
                group = await read_group(session, entry.previous.resource_id or UUID(int=0))
                if group is None:
                    raise idempotency.gone()
                return JsonAnswer({"id": group.id, "name": group.name}, 201)
            group_id = new_id()
            await add_group(session, kind, group_id, body.name)
            await record_audit(session, actor, "group.created", f"{kind}_group", group_id)
            announce(session, f"{kind}-group", group_id)
            await entry.finish(201, group_id)
        return JsonAnswer({"id": group_id, "name": body.name}, 201)

    return router
