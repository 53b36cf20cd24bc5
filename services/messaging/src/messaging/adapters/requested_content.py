"""What customers adds to a requested mail at the moment it is sent."""

from datetime import timedelta
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError

from chassis.http.service_calls import NeighbourUnavailable, ServiceCalls
from chassis.settings import ServiceSettings

WITHIN_S = 2.0
LEASE = timedelta(seconds=10)
"""How long a requested mail is its sender's while this is asked, and waits when customers is away."""


class RequestedContent(BaseModel):
    """The one-time link; of a staff account also address, name and language. It is kept nowhere."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    email: str | None = None
    name: str | None = None
    language: str | None = None
    link: str | None = None


class CustomersContents:
    """Asks customers on its private port."""

    def __init__(self, settings: ServiceSettings) -> None:
        self._calls = ServiceCalls(settings, "messaging")

    async def fetch(self, request_id: UUID) -> RequestedContent | None:
        """What the mail needs, its link made anew; None when it is not wanted any more.

        Raises NeighbourUnavailable.
        """
        answer = await self._calls.get(
            "customers", f"/private/mail-requests/{request_id}", timeout_s=WITHIN_S
        )
        try:
            return None if answer is None else RequestedContent.model_validate(answer)
        except ValidationError:
            raise NeighbourUnavailable("customers", "answers something else") from None

    async def close(self) -> None:
        """Closes its connections."""
        await self._calls.close()
