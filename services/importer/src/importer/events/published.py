"""The facts that the importer promises."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from chassis.events.published import PublishedEvent


class RequestedAddress(BaseModel):
    """A postal address; `country` is an ISO 3166 code."""

    model_config = ConfigDict(frozen=True)

    street: str | None = None
    postal_code: str | None = None
    city: str | None = None
    country: str | None = None


class RequestedParticipant(BaseModel):
    """A participant of the requested customer."""

    model_config = ConfigDict(frozen=True)

    first_name: str
    last_name: str
    birth_date: date | None = None


class RequestedCustomer(BaseModel):
    """The customer of a checked row, as the HTTP API of customers takes it. Empty fields are left out."""

    model_config = ConfigDict(frozen=True)

    email: str
    salutation: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    company_name: str | None = None
    is_company: bool = False
    phone: str | None = None
    further_phones: list[str] = []
    address: RequestedAddress | None = None
    language: str | None = None
    newsletter: bool | None = None
    participants: list[RequestedParticipant] = []


class ImportRowRequested(PublishedEvent, topic="import-rows", type="import.row_requested"):
    """A customer shall be created from this row; answered by `import.row_done` once."""

    job_id: UUID
    row: int
    customer: RequestedCustomer

    def value(self) -> bytes:
        """Compact JSON without what is empty."""
        return self.model_dump_json(by_alias=True, exclude_none=True).encode()


class ImportJobClosed(PublishedEvent, topic="import-rows", type="import.job_closed"):
    """No row of this job follows, and none is waited for. Appended to every partition."""

    job_id: UUID


class CustomerPurged(PublishedEvent, topic="erasures", type="customer.purged"):
    """The importer holds nothing more of the deleted customer; `counts` says how much went."""

    customer_id: UUID
    service: Literal["importer"] = "importer"
    counts: dict[str, int]
