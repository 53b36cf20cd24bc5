"""Templates: texts to begin with, in German and in English."""

from datetime import UTC, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import AfterValidator, BaseModel, Field

from chassis.http import idempotency
from chassis.http.actors import Staff
from chassis.http.dependencies import Db
from chassis.http.idempotency import IdempotencyKey
from chassis.http.pages import Page, PageOf, encode_cursor, page
from chassis.http.preconditions import IfMatch, etag
from chassis.http.problems import FieldError, invalid_fields, problem_responses
from chassis.ids import new_id
from messaging.adapters.composing_tables import TemplateRow
from messaging.adapters.templates import StoredTemplates, TemplateTexts, templates_page, texts_of
from messaging.domain.errors import TemplateDoesNotExist
from messaging.entrypoints.http.content import Body, Html, Subject, Text, Written, one_line, written

router = APIRouter(prefix="/api/templates", tags=["templates"], responses=problem_responses(401, 403, 422))

Name = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(one_line), AfterValidator(written)]
Language = Literal["de", "en"]


class TemplateIn(Written):
    """A new template. Name and language together are its alone."""

    name: Name
    language: Language


class TemplateChange(Body):
    """What is to be different. `html: null` takes the HTML away."""

    name: Name | None = None
    language: Language | None = None
    subject: Subject | None = None
    body: Text | None = None
    html: Html | None = None


class TemplateOut(BaseModel):
    """A template."""

    id: UUID
    name: str
    language: Language
    subject: str
    body: str
    html: str | None
    created_at: datetime
    updated_at: datetime
    version: int

    @classmethod
    def of(cls, row: TemplateRow) -> Self:
        """The row as the API shows it."""
        return cls.model_validate(row, from_attributes=True)


@router.get("")
async def list_templates(_: Staff, db: Db, paging: Page) -> PageOf[TemplateOut]:
    """The templates by name."""
    order = paging.order({"name"}, default="name")
    after = paging.after(str, UUID)
    async with db.reading() as session:
        rows, total = await templates_page(
            session,
            descending=order.descending,
            after=(after[0], after[1]) if after else None,
            limit=paging.limit + 1,
        )
    last = rows[paging.limit - 1] if len(rows) > paging.limit else None
    cursor = encode_cursor(last.name, last.id) if last else None
    return page([TemplateOut.of(row) for row in rows[: paging.limit]], cursor, total)


@router.post("", status_code=201, responses=problem_responses(409, 410))
async def create(
    body: TemplateIn, request: Request, response: Response, actor: Staff, db: Db, key: IdempotencyKey
) -> TemplateOut:
    """Creates a template; there may be 500."""
    async with db.transaction() as session:
        entry = await idempotency.begin(session, key, request, actor)
        templates = StoredTemplates(session)
        if entry.previous:
            try:
                row = await templates.get(entry.previous.resource_id or UUID(int=0))
            except TemplateDoesNotExist:
                raise idempotency.gone() from None
        else:
            texts = TemplateTexts(body.name, body.language, body.subject, body.body, body.html)
            row = await templates.add(new_id(), texts, datetime.now(UTC))
            await entry.finish(201, row.id)
        etag(response, row.version)
        response.headers["Location"] = f"/api/templates/{row.id}"
        return TemplateOut.of(row)


@router.get("/{template_id}", responses=problem_responses(404))
async def read(template_id: UUID, response: Response, _: Staff, db: Db) -> TemplateOut:
    """One template."""
    async with db.reading() as session:
        row = await StoredTemplates(session).get(template_id)
    etag(response, row.version)
    return TemplateOut.of(row)


@router.patch("/{template_id}", responses=problem_responses(404, 409, 412, 428))
async def change(
    template_id: UUID, body: TemplateChange, response: Response, _: Staff, db: Db, precondition: IfMatch
) -> TemplateOut:
    """Changes what is given."""
    changes = body.model_dump(exclude_unset=True)
    for name in ("name", "language", "subject", "body"):
        if name in changes and changes[name] is None:
            raise invalid_fields(
                FieldError(name, "empty", "Hier muss etwas stehen.", "Something must be written here.")
            )
    async with db.transaction() as session:
        templates = StoredTemplates(session)
        row = await templates.for_change(template_id)
        precondition.require(row.version, lambda: TemplateOut.of(row))
        await templates.change(row, TemplateTexts(**(vars(texts_of(row)) | changes)), datetime.now(UTC))
        etag(response, row.version)
        return TemplateOut.of(row)


@router.delete(
    "/{template_id}", status_code=204, response_class=Response, responses=problem_responses(404, 412, 428)
)
async def remove(template_id: UUID, _: Staff, db: Db, precondition: IfMatch) -> Response:
    """Deletes the template; what was written with it stays as it is."""
    async with db.transaction() as session:
        templates = StoredTemplates(session)
        row = await templates.for_change(template_id)
        precondition.require(row.version, lambda: TemplateOut.of(row))
        await templates.remove(row)
    return Response(status_code=204)
