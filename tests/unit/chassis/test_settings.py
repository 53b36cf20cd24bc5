"""The environment: what is missing is named, and no value is ever shown."""

import pytest
from pydantic import Field, ValidationError

from chassis.settings import PostgresUrl, ServiceSettings


class Settings(ServiceSettings):
    database_url: PostgresUrl = Field(validation_alias="DATABASE_URL_THINGS")


def read(monkeypatch: pytest.MonkeyPatch, url: str, **more: str) -> Settings:
    monkeypatch.setenv("DATABASE_URL_THINGS", url)
    for name, value in more.items():
        monkeypatch.setenv(name, value)
    return Settings.model_validate({})


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_the_database_url_is_for_asyncpg(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    settings = read(monkeypatch, f"{scheme}://u:p%40ss@db:5433/things?sslmode=require")
    assert settings.database_url == "postgresql+asyncpg://u:p%40ss@db:5433/things?ssl=require"


def test_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch, "postgresql://u:geheim@db/things", KAFKA_SASL_PASSWORD="geheim")
    assert "geheim" not in repr(settings)
    assert settings.kafka_sasl_password == "geheim"
    for wrong in ("mysql://u:geheim@db/things", "postgresql://u:geheim@db/t?sslrootcert=/ca.pem"):
        with pytest.raises(ValidationError) as raised:
            read(monkeypatch, wrong)
        assert "geheim" not in str(raised.value)


def test_the_environment_is_read_by_plain_names(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(
        monkeypatch,
        "postgresql://u@db/things",
        PORT="0",
        TOPIC_SEGMENT_MS="2000",
        TOPIC_PREFIX="a.",
        LOG_LEVEL="",
    )
    assert (settings.port, settings.topic_segment_ms, settings.topic_prefix) == (0, 2000, "a.")
    assert settings.log_level == "INFO"
