"""Debian's mail servers as private instances on loopback, where `make test` could unpack them.

They run in a directory of their own (chroot) that holds what they need, under accounts that only it knows.
"""

import asyncio
import os
import shutil
import signal
import socket
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest

from tests.support.eventually import eventually

_PLACE = Path(__file__).parents[3] / ".cache" / "mail-servers"
ROOT = _PLACE / "root"


def why_missing() -> str | None:
    """Why they cannot run here, or None when they can."""
    if os.geteuid() != 0:
        return "Postfix and Dovecot are started by root only"
    if not (ROOT / "usr/sbin/dovecot").exists():
        reason = _PLACE / "reason"
        told = reason.read_text().strip() if reason.exists() else ""
        return told or "Postfix and Dovecot are not here: make mail-servers fetches them"
    return None


needs_mail_servers = pytest.mark.skipif(why_missing() is not None, reason=why_missing() or "")


@contextmanager
def directory_of_its_own() -> Iterator[tuple[Path, str]]:
    """A directory that is gone after the block: its path, and what a server calls it."""
    # Short: the names of sockets end at 108 bytes.
    place = Path(tempfile.mkdtemp(dir=ROOT / "tmp"))
    place.chmod(0o755)
    try:
        yield place, f"/{place.relative_to(ROOT)}"
    finally:
        shutil.rmtree(place)


@asynccontextmanager
async def runs(log: Path, ports: tuple[int, ...], *command: str) -> AsyncIterator[None]:
    """Runs a server from the moment it listens until the block ends."""
    log.touch()
    master = await asyncio.create_subprocess_exec(
        "chroot",
        ROOT,
        *command,
        env={"PATH": os.environ["PATH"]},
        stdin=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )

    def listens() -> None:
        assert master.returncode is None, log.read_text()
        for port in ports:
            with socket.socket() as client:
                assert client.connect_ex(("127.0.0.1", port)) == 0, log.read_text()

    try:
        await eventually(listens)
        yield
    finally:
        if master.returncode is None:
            # With its children.
            os.killpg(master.pid, signal.SIGTERM)
            await master.wait()


def account(name: str) -> int:
    """The id of an account (and its group) of theirs."""
    for line in (ROOT / "etc/passwd").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split(":")[2])
    raise LookupError(name)
