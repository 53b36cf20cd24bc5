"""Course dates, as far as one writes to their participants' customers."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel

from chassis.http.actors import Staff
from chassis.http.dependencies import Db
from chassis.http.pages import PageOf, page
from chassis.http.problems import problem_responses
from messaging.adapters.course_dates import find_course_dates

router = APIRouter(
    prefix="/api/messaging/course-dates", tags=["broadcasts"], responses=problem_responses(401, 403, 422)
)


class CourseDateOut(BaseModel):
    """A course date; `customers` have a participant in it."""

    id: UUID
    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    status: Literal["planned", "running", "over", "cancelled"]
    customers: int


@router.get("")
async def find(
    _: Staff,
    db: Db,
    q: Annotated[str | None, Query(max_length=200, description="Words in the title")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> PageOf[CourseDateOut]:
    """The first that fit, the latest beginning first. Whoever looks for another one types more of its title."""
    async with db.reading() as session:
        rows, total = await find_course_dates(session, (q or "").split(), limit)
    found = [CourseDateOut.model_validate(row, from_attributes=True) for row in rows]
    return page(found, None, total)
