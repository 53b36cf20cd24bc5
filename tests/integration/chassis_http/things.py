"""A minimal service on the chassis, for the tests of the HTTP edge."""

import asyncio
import functools
import hashlib
from pathlib import Path
from uuid import UUID

from fastapi import APIRouter, Request, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field, field_validator
from sqlalchemy import Integer, Text, func, select, text, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from chassis.changes import announce
from chassis.http import idempotency
from chassis.http.actors import Owner, Portal, Staff
from chassis.http.dependencies import Db
from chassis.http.idempotency import IdempotencyKey
from chassis.http.pages import Page, PageOf, encode_cursor, page
from chassis.http.preconditions import IfMatch, OptionalIfMatch, etag
from chassis.http.problems import (
    FieldError,
    Problem,
    invalid,
    invalid_fields,
    not_found,
    problem_responses,
)
from chassis.ids import new_id
from chassis.service import Runtime, Service
from chassis.settings import PostgresUrl, ServiceSettings
from chassis.tables import Base


class Settings(ServiceSettings):
    """The environment of the service."""

    database_url: PostgresUrl = Field(validation_alias="DATABASE_URL_THINGS")


@functools.cache
def settings() -> Settings:
    """Read once."""
    return Settings.model_validate({})


class Thing(Base):
    """A thing with a unique name."""

    __tablename__ = "things"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True)
    size: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer)


class NameTaken(Exception):
    """Another thing has this name."""

    def __init__(self, name: str, thing_id: UUID) -> None:
        super().__init__(name)
        self.thing_id = thing_id


class ThingBody(BaseModel):
    """What a thing is made of."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=2, max_length=40)
    size: int = Field(default=0, ge=0)

    @field_validator("name")
    @classmethod
    def _no_digits(cls, name: str) -> str:
        if any(character.isdigit() for character in name):
            raise invalid("digits", "Namen enthalten keine Ziffern.", "Names hold no digits.")
        return name


class ThingOut(BaseModel):
    """A thing as it is."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    size: int
    version: int


router = APIRouter(prefix="/api/things", tags=["things"], responses=problem_responses(401, 403, 422))


@router.post("", status_code=201, responses=problem_responses(409, 410))
async def create(
    body: ThingBody, request: Request, response: Response, actor: Staff, db: Db, key: IdempotencyKey
) -> ThingOut:
    """Creates a thing."""
    async with db.transaction() as session:
        entry = await idempotency.begin(session, key, request, actor)
        if entry.previous:
            known = await session.get(Thing, entry.previous.resource_id)
            if known is None:
                raise idempotency.gone()
            thing = known
        else:
            other = await session.scalar(select(Thing.id).where(Thing.name == body.name))
            if other is not None:
                raise NameTaken(body.name, other)
            thing = Thing(id=new_id(), name=body.name, size=body.size, version=1)
            session.add(thing)
            await session.flush()
            announce(session, "thing", thing.id, name_id=thing.id)
            await entry.finish(201, thing.id)
    etag(response, thing.version)
    return ThingOut.model_validate(thing)


@router.get("")
async def list_things(_: Staff, db: Db, paging: Page) -> PageOf[ThingOut]:
    """Lists things by name or size."""
    order = paging.order({"name", "size"}, default="name")
    column = Thing.name if order.field == "name" else Thing.size
    after = paging.after(str if order.field == "name" else int, UUID)
    query = select(Thing)
    if after is not None:
        place = tuple_(column, Thing.id)
        query = query.where(place < after if order.descending else place > after)
    columns = [column.desc(), Thing.id.desc()] if order.descending else [column, Thing.id]
    async with db.reading() as session:
        total = await session.scalar(select(func.count()).select_from(Thing))
        found = (await session.scalars(query.order_by(*columns).limit(paging.limit + 1))).all()
    items = found[: paging.limit]
    last = items[-1] if len(found) > paging.limit else None
    cursor = encode_cursor(getattr(last, order.field), last.id) if last else None
    return page([ThingOut.model_validate(thing) for thing in items], cursor, total or 0)


@router.get("/mine")
async def mine(actor: Portal) -> dict[str, UUID | None]:
    """Who a customer is."""
    return {"customer_id": actor.customer_id}


@router.get("/settings")
async def for_the_owner(actor: Owner) -> dict[str, str]:
    """What only the owner sees."""
    return {"role": actor.role}


@router.post("/uploads")
async def upload(
    file: UploadFile, request: Request, actor: Staff, db: Db, key: IdempotencyKey
) -> dict[str, int]:
    """Counts the bytes of a file."""
    content = await file.read()
    async with db.transaction() as session:
        digest = hashlib.sha256(content).digest()
        entry = await idempotency.begin(session, key, request, actor, fingerprint=digest)
        await entry.finish(200)
    return {"bytes": len(content)}


@router.post("/broken")
async def broken(_: Staff, db: Db) -> None:
    """Breaks, with personal data in the exception."""
    async with db.transaction() as session:
        await session.execute(text("SELECT 1"))
        raise RuntimeError("Kanarienvogel")


@router.post("/unstorable")
async def unstorable(size: int, _: Staff, db: Db) -> None:
    """Asks the database for more than a column can hold."""
    async with db.transaction() as session:
        await session.execute(select(Thing.id).where(Thing.size == size))


@router.post("/slow")
async def slow(_: Staff, db: Db) -> dict[str, str]:
    """Takes a second, after everybody can see that it has begun."""
    async with db.transaction() as session:
        session.add(Thing(id=new_id(), name="Langsam", size=0, version=1))
    await asyncio.sleep(1)
    return {"finished": "yes"}


@router.get("/{thing_id}", responses=problem_responses(404))
async def show(thing_id: UUID, response: Response, _: Staff, db: Db) -> ThingOut:
    """One thing."""
    async with db.reading() as session:
        thing = await session.get(Thing, thing_id)
    if thing is None:
        raise not_found("Ding nicht gefunden", "Thing not found")
    etag(response, thing.version)
    return ThingOut.model_validate(thing)


@router.patch("/{thing_id}", responses=problem_responses(404, 412, 428))
async def change(thing_id: UUID, body: ThingBody, _: Staff, db: Db, precondition: IfMatch) -> ThingOut:
    """Changes a thing."""
    async with db.transaction() as session:
        thing = await _locked(session, thing_id)
        precondition.require(thing.version, lambda: ThingOut.model_validate(thing))
        if body.size > 1000:
            raise invalid_fields(FieldError("size", "too_big", "Zu groß.", "Too big."))
        thing.name, thing.size, thing.version = body.name, body.size, thing.version + 1
        return ThingOut.model_validate(thing)


@router.post("/{thing_id}/grow", responses=problem_responses(404, 412))
async def grow(thing_id: UUID, _: Staff, db: Db, precondition: OptionalIfMatch) -> ThingOut:
    """Lets a thing grow by one."""
    async with db.transaction() as session:
        thing = await _locked(session, thing_id)
        precondition.require(thing.version)
        thing.size, thing.version = thing.size + 1, thing.version + 1
        return ThingOut.model_validate(thing)


@router.delete("/{thing_id}", status_code=204)
async def remove(thing_id: UUID, _: Staff, db: Db, precondition: IfMatch) -> None:
    """Deletes a thing."""
    async with db.transaction() as session:
        thing = await _locked(session, thing_id)
        precondition.require(thing.version)
        await session.delete(thing)


async def _locked(session: AsyncSession, thing_id: UUID) -> Thing:
    thing = await session.get(Thing, thing_id, with_for_update=True)
    if thing is None:
        raise not_found("Ding nicht gefunden", "Thing not found")
    return thing


private = APIRouter()


@private.get("/whoami")
async def whoami(actor: Staff) -> dict[str, str]:
    """For neighbours."""
    return {"name": actor.name}


async def prepare(runtime: Runtime) -> None:
    """Puts the first thing there."""
    async with runtime.database.transaction() as session:
        if await session.scalar(select(Thing.id).limit(1)) is None:
            session.add(Thing(id=new_id(), name="Anfang", size=0, version=1))


def _name_taken(error: NameTaken) -> Problem:
    return Problem(
        409,
        "name-taken",
        title_de="Diesen Namen gibt es schon",
        title_en="This name is taken",
        extra={"thing_id": error.thing_id},
    )


SERVICE = Service(
    name="things",
    settings=settings,
    routers=[router],
    private_routers=[private],
    migrations=Path(__file__).parent / "migrations",
    problems={NameTaken: _name_taken},
    prepare=prepare,
    max_body_bytes=3 * 1024 * 1024,
)
