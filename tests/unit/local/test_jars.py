"""What Kafka runs from is what the committed lock names."""

import hashlib
from pathlib import Path

import pytest

from deploy.local import jars
from deploy.local.failures import StartFailed


class _Repository:
    """In jgo's place: whatever is asked for has the same content."""

    def __init__(self, repo_cache: Path, **_: object) -> None:
        self.path_prefix = Path("group")
        self._files = repo_cache

    def project(self, group: str, artifact: str) -> "_Repository":
        self._name = artifact
        return self

    def at_version(self, version: str) -> "_Repository":
        return self

    def artifact(self) -> "_Repository":
        return self

    @property
    def component(self) -> "_Repository":
        return self

    def resolve(self) -> Path:
        file = self._files / f"{self._name}.jar"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"content")
        return file


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAMMKUNDE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("jgo.maven.MavenContext", _Repository)


def _lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sha256: str) -> None:
    lock = tmp_path / "kafka.lock.toml"
    lock.write_text(
        f'[[dependencies]]\ngroupId = "org.example"\nartifactId = "broker"\nversion = "1"\nsha256 = "{sha256}"\n'
    )
    monkeypatch.setattr(jars, "LOCK", lock)
    monkeypatch.setattr(jars.locked_jars, "__defaults__", (lock,))


def test_every_jar_of_the_lock_has_a_checksum() -> None:
    locked = jars.locked_jars()
    assert {jar.artifact for jar in locked} >= {"kafka_2.13", "kafka-clients", "slf4j-simple"}
    assert all(len(jar.sha256) == 64 for jar in locked)
    assert len({jar.filename for jar in locked}) == len(locked)


def test_a_jar_with_another_checksum_is_refused_and_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _lock(tmp_path, monkeypatch, "0" * 64)
    with pytest.raises(StartFailed, match=r"broker-1.jar is not the file that kafka.lock.toml names"):
        jars.kafka_classpath()
    assert not list((tmp_path / "cache").rglob("*.jar"))


def test_a_damaged_jar_of_the_cache_is_fetched_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _lock(tmp_path, monkeypatch, hashlib.sha256(b"content").hexdigest())
    (first,) = jars.kafka_classpath()
    first.write_bytes(b"cont")
    (second,) = jars.kafka_classpath()
    assert second.read_bytes() == b"content"
