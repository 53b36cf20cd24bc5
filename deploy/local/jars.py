"""The jars of Apache Kafka, exactly those of `kafka.lock.toml`.

The lock is the one jgo writes when it resolves `COORDINATES`; it is committed, and each file must have the
SHA-256 that stands there. To move to another version, resolve anew with jgo and commit its lock:
`jgo.build(COORDINATES)` leaves `jgo.lock.toml` in the environment it returns.
"""

from __future__ import annotations

import fcntl
import hashlib
import logging
import os
import shutil
import tempfile
import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from deploy.local.failures import StartFailed

COORDINATES = "org.apache.kafka:kafka_2.13:4.3.1+org.slf4j:slf4j-simple:2.0.17"
LOCK = Path(__file__).with_name("kafka.lock.toml")
DOWNLOADS_AT_ONCE = 8
DOWNLOAD_TIMEOUT_S = 60
ATTEMPTS = 3


@dataclass(frozen=True)
class Jar:
    """One line of the lock."""

    group: str
    artifact: str
    version: str
    sha256: str

    @property
    def filename(self) -> str:
        return f"{self.artifact}-{self.version}.jar"


def cache_directory() -> Path:
    """Where downloads are kept for all checkouts of this user; `STAMMKUNDE_CACHE` overrides it."""
    if chosen := os.environ.get("STAMMKUNDE_CACHE"):
        return Path(chosen).absolute()
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "stammkunde"


def locked_jars(lock: Path = LOCK) -> list[Jar]:
    """What the lock names, in its order."""
    return [
        Jar(entry["groupId"], entry["artifactId"], entry["version"], entry["sha256"])
        for entry in tomllib.loads(lock.read_text())["dependencies"]
    ]


def are_cached() -> bool:
    """Whether `kafka_classpath` needs no download."""
    return _directory().is_dir()


def kafka_classpath(progress: Callable[[str], None] = lambda _: None) -> list[Path]:
    """The jars, downloaded once and checked against the lock every time.

    A directory appears only complete and checked, and one instance downloads at a time: neither a crash
    nor a second start at the same moment leaves half a set behind.
    """
    directory = _directory()
    jars = locked_jars()
    if directory.is_dir():
        wrong = _mismatches(directory, jars)
        if not wrong:
            return [directory / jar.filename for jar in jars]
        progress(f"{len(wrong)} cached jars are damaged, fetching them again")
    directory.parent.mkdir(parents=True, exist_ok=True)
    with (directory.parent / "kafka.lock").open("w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        if not directory.is_dir() or _mismatches(directory, jars):
            _download(directory, jars, progress)
    return [directory / jar.filename for jar in jars]


def _directory() -> Path:
    return cache_directory() / f"kafka-{hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]}"


def _download(directory: Path, jars: list[Jar], progress: Callable[[str], None]) -> None:
    for left_behind in directory.parent.glob(".kafka-*"):
        shutil.rmtree(left_behind, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=".kafka-", dir=directory.parent) as staging:
        complete = Path(staging, "complete")
        complete.mkdir(mode=0o755)
        with ThreadPoolExecutor(DOWNLOADS_AT_ONCE) as pool:
            done = pool.map(lambda jar: _fetch(jar, Path(staging, "repository"), complete), jars)
            for count, _ in enumerate(done, start=1):
                if count % 10 == 0:
                    progress(f"{count} of {len(jars)} jars")
        shutil.rmtree(directory, ignore_errors=True)
        complete.rename(directory)


def _fetch(jar: Jar, repository: Path, target: Path) -> None:
    from jgo.maven import MavenContext

    logging.getLogger("jgo").setLevel(logging.ERROR)
    context = MavenContext(repo_cache=repository, local_repos=[], timeout=DOWNLOAD_TIMEOUT_S)
    artifact = context.project(jar.group, jar.artifact).at_version(jar.version).artifact()
    for attempt in range(1, ATTEMPTS + 1):
        try:
            fetched: Path = artifact.resolve()
            break
        except Exception as error:
            shutil.rmtree(repository / artifact.component.path_prefix, ignore_errors=True)
            if attempt == ATTEMPTS:
                raise StartFailed(
                    f"Could not download {jar.filename}: {error}\n"
                    "The first start needs the network; what was downloaded once is used again."
                ) from error
    found = _sha256(fetched)
    if found != jar.sha256:
        raise StartFailed(
            f"{jar.filename} is not the file that {LOCK.name} names:\n"
            f"    expected SHA-256 {jar.sha256}\n    downloaded       {found}\n"
            "It is not used. Either the download was tampered with, or the lock file was changed by hand."
        )
    with fetched.open("rb") as file:
        os.fsync(file.fileno())
    fetched.rename(target / jar.filename)


def _mismatches(directory: Path, jars: list[Jar]) -> list[str]:
    return [jar.filename for jar in jars if _sha256(directory / jar.filename) != jar.sha256]


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
