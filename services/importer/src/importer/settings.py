"""What the importer reads from its environment."""

import functools

from pydantic import Field, SecretStr

from chassis.settings import PostgresUrl, ServiceSettings
from importer.domain.emails import EmailHasher, PlaceholderEmails


class Settings(ServiceSettings):
    """The importer needs its database and a key for its hashes."""

    database_url: PostgresUrl = Field(validation_alias="DATABASE_URL_IMPORTER")
    import_hash_key: SecretStr = Field(min_length=16)
    """The key of the e-mail hashes. With another key, customers known until then are no longer recognised."""
    placeholder_emails: str = ""
    """Addresses that several customers may share, separated by commas."""
    import_unanswered_limit: int = Field(default=500, ge=1)
    """So many rows are at most requested and unanswered."""
    import_give_up_seconds: int = Field(default=600, ge=1)
    """So long after the last answer a cancelled job with unanswered rows is closed."""
    undo_window_days: int = Field(default=14, ge=0)
    """So long after its end a job's rows keep what was in the file."""

    @property
    def hasher(self) -> EmailHasher:
        """Hashes e-mails with this deployment's key."""
        return EmailHasher(self.import_hash_key.get_secret_value().encode())

    @property
    def placeholders(self) -> PlaceholderEmails:
        """The addresses exempt from uniqueness."""
        return PlaceholderEmails(self.placeholder_emails.split(","))


@functools.cache
def settings() -> Settings:
    """The environment, read once."""
    return Settings.model_validate({})
