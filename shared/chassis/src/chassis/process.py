"""A service's processes: `python -m <service> api | worker | migrate | openapi`.

Both kinds bring the database up to date first, so an empty one suffices. SIGTERM and SIGINT stop
gently: no new request or record, what has begun is finished and committed, exit code 0.
"""

import argparse
import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

import uvloop
from pydantic import ValidationError

from chassis import logs, migrations, tracing
from chassis.database import Database
from chassis.http.app import create_api, create_private_app, openapi_document
from chassis.http.servers import serve
from chassis.service import Runtime, Service
from chassis.settings import ServiceSettings
from chassis.tokens import Verifier
from chassis.worker import run_worker

__all__ = ["Runtime", "main", "run_worker", "serve_api"]

Role = Literal["api", "worker"]

_DATABASE_WITHIN_S = 60.0
_log = logs.get_logger(__name__)


def main(service: Service) -> None:
    """Runs the process that the command line names, and ends with its exit code."""
    parser = argparse.ArgumentParser(prog=f"python -m {service.name}")
    parser.add_argument("command", choices=("api", "worker", "migrate", "openapi"))
    command = parser.parse_args().command
    if command == "openapi":
        sys.stdout.write(json.dumps(openapi_document(service), indent=2, ensure_ascii=False) + "\n")
        return
    settings = _settings(service)
    logs.setup(service.name, command, settings.log_level)
    if command == "migrate":
        uvloop.run(migrations.upgrade(settings.database_url, service.migrations))
        return
    tracing.setup(service.name, command, settings.otel_exporter_otlp_endpoint)
    try:
        uvloop.run(_run(service, settings, command))
    except Exception:
        _log.exception("process failed")
        sys.exit(1)
    finally:
        tracing.shutdown()


async def serve_api(runtime: Runtime) -> None:
    """The api process: private port at once, then migrations and `prepare`, then the public port.

    Returns after a clean stop; streams end, requests that have begun are answered.
    """
    settings = runtime.settings
    runtime.checks["start"] = lambda: "preparing"
    verifier = Verifier(settings.jwks_url)
    api = create_api(runtime.service, settings, runtime.database, verifier)
    private = create_private_app(runtime, verifier, with_routes=True)
    try:
        async with serve(private, settings.host, settings.private_port, runtime.stopping):
            if not await runtime.unless_stopped(_prepare(runtime)):
                return
            async with serve(api, settings.host, settings.port, runtime.stopping):
                del runtime.checks["start"]
                _log.info("ready", port=settings.port)
                await runtime.stopping.wait()
                await api.state.broadcaster.close()
    finally:
        await verifier.close()


async def serve_worker(runtime: Runtime) -> None:
    """The worker process: private port, migrations, then what the service does in the background."""
    settings = runtime.settings
    runtime.checks["start"] = lambda: "preparing"
    verifier = Verifier(settings.jwks_url)
    private = create_private_app(runtime, verifier, with_routes=False)
    try:
        async with serve(private, settings.host, settings.private_port, runtime.stopping):
            if not await runtime.unless_stopped(_migrate(runtime)):
                return
            del runtime.checks["start"]
            await run_worker(runtime)
    finally:
        await verifier.close()


@asynccontextmanager
async def runtime_of(service: Service, settings: ServiceSettings) -> AsyncIterator[Runtime]:
    """A runtime with an open database; closes it at the end."""
    database = Database(settings.database_url, service.name)
    try:
        yield Runtime(service, settings, database, asyncio.Event())
    finally:
        await database.close()


async def _run(service: Service, settings: ServiceSettings, role: Role) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(logs.log_unhandled)
    async with runtime_of(service, settings) as runtime:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, runtime.stopping.set)
        await (serve_api if role == "api" else serve_worker)(runtime)
        _log.info("stopped")


async def _prepare(runtime: Runtime) -> None:
    await _migrate(runtime)
    if runtime.service.prepare is not None:
        await runtime.service.prepare(runtime)


async def _migrate(runtime: Runtime) -> None:
    """Waits for a database that is still starting, at most a minute."""
    loop = asyncio.get_running_loop()
    until = loop.time() + _DATABASE_WITHIN_S
    while True:
        try:
            await migrations.upgrade(runtime.settings.database_url, runtime.service.migrations)
        except Exception as error:
            if not _not_there_yet(error) or loop.time() > until:
                raise
            _log.warning("waiting for the database", type=type(error).__name__)
            await asyncio.sleep(0.5)
        else:
            return


def _not_there_yet(error: Exception) -> bool:
    """Refused, cut off (08), starting up or shutting down (57P) or out of connections (53300): all pass."""
    sqlstate = str(getattr(getattr(error, "orig", error), "sqlstate", None) or "")
    return isinstance(error, OSError) or sqlstate.startswith(("08", "57P", "53300"))


def _settings(service: Service) -> ServiceSettings:
    """The settings; names what is missing or wrong, never a value, and ends with exit code 2."""
    try:
        return service.settings()
    except ValidationError as error:
        for detail in error.errors(include_input=False, include_context=False, include_url=False):
            name = "_".join(str(part) for part in detail["loc"]).upper() or "environment"
            reason = "is not set" if detail["type"] == "missing" else detail["msg"]
            sys.stderr.write(f"{service.name}: {name} {reason}\n")
        sys.exit(2)
