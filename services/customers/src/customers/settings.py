"""The environment of customers, besides what all services share."""

import functools
from datetime import timedelta

from pydantic import Field

from chassis.settings import PostgresUrl, ServiceSettings
from customers.domain.placeholder import PlaceholderEmails


class Settings(ServiceSettings):
    """Values that hold secrets are never part of an error or a log line."""

    database_url: PostgresUrl = Field(validation_alias="DATABASE_URL_CUSTOMERS")
    placeholder_emails: str = ""
    """Addresses given to customers who have none, separated by commas; plus-addresses of them count too."""
    owner_email: str | None = None
    owner_password: str | None = Field(default=None, repr=False)
    public_url: str = Field(default="http://localhost:8080", pattern=r"^https?://[^/?#]+$")
    """Where the browser finds the gateway: one-time links begin with it."""
    bank_data_keys: str = Field(default="", repr=False)
    """Fernet keys for bank details, separated by commas: the first encrypts, all decrypt.

    Empty: none are kept.
    """
    erasure_poll_ms: int = Field(default=1_000, ge=10)
    """How often the ledger looks for what is due."""
    erasure_deadline_s: float = Field(default=60.0, gt=0)
    """How long a service may take to answer a deletion before it is asked again."""

    @property
    def erasure_deadline(self) -> timedelta:
        """ERASURE_DEADLINE_S as a span of time."""
        return timedelta(seconds=self.erasure_deadline_s)

    @property
    def placeholders(self) -> PlaceholderEmails:
        """The rule of PLACEHOLDER_EMAILS (C12)."""
        return PlaceholderEmails(self.placeholder_emails.split(","))


@functools.cache
def settings() -> Settings:
    """The environment, read once."""
    return Settings.model_validate({})
