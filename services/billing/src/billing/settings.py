"""What billing reads from its environment."""

import functools

from pydantic import Field

from chassis.settings import PostgresUrl, ServiceSettings


class Settings(ServiceSettings):
    """Billing needs its database and what every service needs."""

    database_url: PostgresUrl = Field(validation_alias="DATABASE_URL_BILLING")


@functools.cache
def settings() -> Settings:
    """The environment, read once."""
    return Settings.model_validate({})
