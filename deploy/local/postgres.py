"""PostgreSQL from the lock file, on a free loopback port."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import asyncpg

from deploy.local.failures import PartDied, StartFailed
from deploy.local.ports import free_port
from deploy.local.postgres_files import cluster_directory, programs
from deploy.local.processes import Child, finish, spawn, unprivileged

READY_TIMEOUT_S = 60.0
PATIENCE_S = 10.0
SUPERUSER = "postgres"
# The server's log must not become a second place for personal data: no statements, no DETAIL lines with
# values ("Key (email)=(…) already exists"), no refused statements; the services log their errors themselves.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "300",
    "io_method": "sync",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_checkpoints": "off",
    "log_autovacuum_min_duration": "-1",
    "log_line_prefix": "%m [%p] ",
}
# For tests: what is lost in a power failure may be lost; a kill -9 still loses nothing. So commits stay synchronous:
# without that the last of the log would still be in the memory of the killed server.
NOT_DURABLE = {"fsync": "off", "full_page_writes": "off"}


class EmbeddedPostgres:
    """A server whose cluster stays in `directory` from one start to the next.

    As root it runs under an identity without rights, because PostgreSQL refuses root.
    `durable=False` gives up safety against power failures for speed.
    """

    def __init__(
        self,
        directory: Path,
        *,
        durable: bool = True,
        log: Path | None = None,
        shared_buffers: str = "96MB",
    ) -> None:
        self._directory = directory.absolute()
        self._durable = durable
        self._shared_buffers = shared_buffers
        self._log = log or self._directory / "postgresql.log"
        self._identity = unprivileged()
        self._port = free_port()
        self._password = ""
        self._child: Child | None = None

    def url(self, database: str = "postgres", *, user: str = SUPERUSER) -> str:
        """`postgresql://…` for one database; known once started."""
        if not self._password:
            raise RuntimeError("PostgreSQL has not been started")
        return f"postgresql://{user}:{self._password}@127.0.0.1:{self._port}/{database}"

    @property
    def pid(self) -> int:
        return self._started().pid

    async def start(self) -> None:
        """Return when it takes connections. Creates the cluster in an empty directory."""
        self._directory.mkdir(parents=True, exist_ok=True)
        self._password = self._stored_password()
        bin_directory = await asyncio.to_thread(programs, self._identity)
        cluster = await asyncio.to_thread(cluster_directory, self._directory, self._identity)
        if not (cluster / "PG_VERSION").exists():
            await self._create_cluster(bin_directory, cluster)
        own = {"port": str(self._port), "shared_buffers": self._shared_buffers}
        settings = SETTINGS | own | ({} if self._durable else NOT_DURABLE)
        self._child = await spawn(
            "postgresql",
            [
                bin_directory / "postgres",
                *("-D", cluster),
                *(word for name, value in settings.items() for word in ("-c", f"{name}={value}")),
            ],
            log=self._log,
            run_directory=self._directory / "run",
            cwd="/",
            env=_environment(),
            identity=self._identity,
            death_signal=signal.SIGQUIT,
        )
        await self._wait_until_ready(self._child)

    async def create_databases(self, names: Sequence[str]) -> None:
        """See that each database exists, empty at first, owned by a role of its name without other rights."""
        connection = await asyncpg.connect(self.url())
        try:
            for name in names:
                role = await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", name)
                if role is None:
                    quoted = await connection.fetchval("SELECT quote_literal($1)", self._password)
                    await connection.execute(f'CREATE ROLE "{name}" LOGIN PASSWORD {quoted}')
                if await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name) is None:
                    await connection.execute(f'CREATE DATABASE "{name}" OWNER "{name}"')
                    await connection.execute(f'REVOKE CONNECT ON DATABASE "{name}" FROM PUBLIC')
        finally:
            await connection.close()

    async def stop(self) -> None:
        """Stop it cleanly (open sessions are ended); no process is left."""
        if self._child is not None:
            await self._child.stop(signal.SIGINT, PATIENCE_S)

    async def kill(self) -> None:
        """SIGKILL to the server and its sessions, as in a crash. A later `start` takes the same port and data."""
        await self._started().kill()

    async def died(self) -> PartDied:
        """Wait until the server ends and return how."""
        child = self._started()
        await child.wait()
        return PartDied("PostgreSQL", child.status, child.log)

    def _started(self) -> Child:
        if self._child is None:
            raise RuntimeError("PostgreSQL has not been started")
        return self._child

    def _stored_password(self) -> str:
        path = self._directory / "password"
        with contextlib.suppress(FileNotFoundError):
            if stored := path.read_text().strip():
                return stored
        password = secrets.token_urlsafe(24)
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(password)
        return password

    async def _create_cluster(self, bin_directory: Path, cluster: Path) -> None:
        """initdb beside the final place, then a rename: a crash leaves no half cluster."""
        fresh = cluster.with_name("cluster.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        password_file = cluster.with_name("password.new")
        password_file.touch(mode=0o600)
        password_file.write_text(self._password)
        if self._identity is not None:
            for path in (fresh, password_file):
                os.chown(path, self._identity.uid, self._identity.gid)
        # Comparison and case rules come from PostgreSQL itself (the same on every system); the C library is
        # asked for the class of a character only, which the trigram search needs for umlauts.
        character_classes = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
        arguments: list[str | Path] = [
            *("-D", fresh, "-U", SUPERUSER, f"--pwfile={password_file}"),
            *("--auth=scram-sha-256", "--set=scram_iterations=1024", "--encoding=UTF8"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
            *(f"--lc-ctype={character_classes}", "--no-instructions"),
            *([] if self._durable else ["--no-sync"]),
        ]
        try:
            code, output = await finish(
                [bin_directory / "initdb", *arguments], env=_environment(), cwd="/", identity=self._identity
            )
        finally:
            password_file.unlink()
        if code != 0:
            raise StartFailed(f"PostgreSQL could not create its cluster in {fresh}:\n{output}")
        fresh.rename(cluster)

    async def _wait_until_ready(self, child: Child) -> None:
        deadline = time.monotonic() + READY_TIMEOUT_S
        while True:
            if not child.alive:
                raise PartDied("PostgreSQL", child.status, child.log)
            try:
                connection = await asyncpg.connect(self.url(), timeout=5)
            except (OSError, TimeoutError, asyncpg.CannotConnectNowError) as error:
                if time.monotonic() > deadline:
                    await child.kill()
                    raise StartFailed(f"PostgreSQL does not answer, see {child.log}") from error
                await asyncio.sleep(0.05)
            else:
                await connection.close()
                return


def _environment() -> dict[str, str]:
    """Ours without what would configure PostgreSQL from outside."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    return kept | {"LC_MESSAGES": "C", "LC_ALL": ""}
