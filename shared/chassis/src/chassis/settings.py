"""What a process reads from its environment. Names are the variables' names, in lower case."""

from typing import Annotated, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

_SCHEMES = {"postgres", "postgresql", "postgresql+asyncpg"}


def _asyncpg_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES:
        raise PydanticCustomError("postgres_url", "must look like postgresql://user:password@host:5432/name")
    # libpq says `sslmode`, asyncpg takes the same words as `ssl`.
    query = [("ssl" if key == "sslmode" else key, value) for key, value in parse_qsl(parts.query)]
    if any(key in {"sslrootcert", "sslcert", "sslkey"} for key, _ in query):
        raise PydanticCustomError(
            "postgres_url", "names a certificate: set PGSSLROOTCERT, PGSSLCERT and PGSSLKEY in its place"
        )
    return urlunsplit(parts._replace(scheme="postgresql+asyncpg", query=urlencode(query)))


PostgresUrl = Annotated[str, AfterValidator(_asyncpg_url), Field(repr=False)]
"""A `postgresql://` URL, rewritten for SQLAlchemy's asyncpg dialect. Holds a password: never log it."""


class ServiceSettings(BaseSettings):
    """The environment all services share. A service adds its `database_url` and what else it needs.

    No value is ever part of an error: a database URL holds a password.
    """

    model_config = SettingsConfigDict(
        extra="ignore", populate_by_name=True, hide_input_in_errors=True, env_ignore_empty=True
    )

    database_url: PostgresUrl

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    """The public HTTP API, reached through the gateway."""
    private_port: int = Field(default=9000, ge=0, le=65535)
    """Probes, metrics and what only neighbour services may call. Never routed by the gateway."""
    jwks_url: str = "http://customers:9000/.well-known/jwks.json"

    service_token_key: str = Field(min_length=32, repr=False)
    """Signs what services ask each other on their private ports; the same for all of them."""
    customers_private_url: str = "http://customers:9000"
    billing_private_url: str = "http://billing:9000"
    messaging_private_url: str = "http://messaging:9000"
    importer_private_url: str = "http://importer:9000"

    kafka_bootstrap_servers: str = "localhost:9092"
    kafka_security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    kafka_sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = "SCRAM-SHA-512"
    kafka_sasl_username: str | None = None
    kafka_sasl_password: str | None = Field(default=None, repr=False)
    kafka_ssl_cafile: str | None = None

    topic_prefix: str = ""
    """Put before every topic and group name, so that two systems can share a cluster."""
    topic_partitions: int = Field(default=6, ge=1)
    topic_replication: int = Field(default=1, ge=1)
    topic_segment_ms: int = Field(default=3_600_000, ge=1)
    topic_file_delete_delay_ms: int = Field(default=60_000, ge=0)
    topic_max_compaction_lag_ms: int = Field(default=3_600_000, ge=1)

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    otel_exporter_otlp_endpoint: str | None = None
    """Traces are sent there. Without it the context is still passed on, and nothing is sent."""

    def private_url(self, service: str) -> str:
        """Where the private port of a service is. Raises AttributeError for a name that is no service's."""
        url: str = getattr(self, f"{service}_private_url")
        return url
