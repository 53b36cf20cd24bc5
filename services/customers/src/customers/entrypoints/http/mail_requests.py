"""On the private port: what messaging needs of a mail to an account, at the moment it sends it."""

from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel

from chassis.http.dependencies import Db
from chassis.http.problems import standard_problem
from chassis.http.service_calls import Caller
from customers.adapters.accounts import StoredAccounts
from customers.adapters.mail_requests import StoredMailRequests
from customers.application.accounts.one_time_links import make_link
from customers.entrypoints.http.dependencies import Environment

router = APIRouter(prefix="/private/mail-requests", tags=["private"])


class MailContent(BaseModel):
    """Address, name and language of a staff account (messaging knows its customers), and the one-time link."""

    email: str | None
    name: str | None
    language: str | None
    link: str | None


@router.get("/{request_id}")
async def fetch(
    request_id: UUID, caller: Caller, response: Response, db: Db, environment: Environment
) -> MailContent:
    """What the mail needs; 410 when it is not wanted any more. Each time the link is a new one, the former is dead."""
    if caller != "messaging":
        raise standard_problem(403)
    response.headers["Cache-Control"] = "no-store"
    now = datetime.now(UTC)
    async with db.transaction() as session:
        requests = StoredMailRequests(session)
        account_id = await requests.account_of_request(request_id)
        account = await StoredAccounts(session).for_change(account_id) if account_id else None
        request = await requests.for_change(request_id)
        if account is None or request is None or not account.may_log_in or request.is_over(now):
            raise standard_problem(410)
        token = await make_link(requests, request, account, now) if request.mail.carries_link else None
    is_staff = account.customer_id is None
    return MailContent(
        email=account.email if is_staff else None,
        name=account.name if is_staff else None,
        language=account.language if is_staff else None,
        link=f"{environment.public_url}/passwort#token={token}" if token else None,
    )
