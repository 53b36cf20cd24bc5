"""The whole local system as one object: `async with LocalSystem(directory, port): …`."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from deploy.local.data_directory import DataDirectory
from deploy.local.failures import PartDied, StartFailed
from deploy.local.gateway import Gateway
from deploy.local.kafka import EmbeddedKafka
from deploy.local.ports import has_ipv6_loopback, is_free
from deploy.local.postgres import EmbeddedPostgres
from deploy.local.processes import keep_log_small
from deploy.local.progress import Progress
from deploy.local.secrets import Secrets, secrets_of
from deploy.local.services import BOUNCE_DOMAIN, SERVICES, Ports, ServiceEnvironment
from deploy.local.supervisor import Supervisor
from deploy.local.ui import build_ui

READY_TIMEOUT_S = 180.0


class LocalSystem:
    """PostgreSQL, Kafka, mail catcher, four services and the gateway, from `start` to `stop`.

    What `env` (the process's own environment when not given) names by KAFKA_BOOTSTRAP_SERVERS,
    DATABASE_URL_<SERVICE> or SMTP_URL takes the place of the embedded part.
    """

    def __init__(
        self,
        data_directory: Path,
        port: int,
        *,
        env: Mapping[str, str] | None = None,
        durable: bool = True,
        progress: Progress | None = None,
    ) -> None:
        self._env = dict(os.environ if env is None else env)
        self._directory = DataDirectory(data_directory)
        self._progress = progress or Progress(quiet=True)
        self._port = port
        logs, path = self._directory.logs, self._directory.path
        self.ports = self._chosen_ports()
        self.kafka = (
            None
            if self._env.get("KAFKA_BOOTSTRAP_SERVERS")
            else EmbeddedKafka(path / "kafka", log=logs / "kafka.log")
        )
        self.postgres = (
            None
            if all(self._external_database(service) for service in SERVICES)
            else EmbeddedPostgres(path / "postgres", durable=durable, log=logs / "postgresql.log")
        )
        self.secrets = Secrets("", "", "", "", "")
        self._supervisor = Supervisor(self._directory.run, self._progress.say)
        self._gateway: Gateway | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self._port}"

    @property
    def data_directory(self) -> Path:
        return self._directory.path

    @property
    def mail_directory(self) -> Path:
        """Where caught mails lie as `.eml`."""
        return self.data_directory / "mail-catcher"

    @property
    def catches_mail(self) -> bool:
        """Whether mails stay here, instead of going to the relay of SMTP_URL."""
        return not self._env.get("SMTP_URL")

    @property
    def mail_pages_url(self) -> str:
        return f"http://localhost:{self.ports.mail_pages}"

    @property
    def bounce_domain(self) -> str:
        return self._env.get("BOUNCE_DOMAIN", BOUNCE_DOMAIN)

    @property
    def bootstrap(self) -> str:
        return self._env["KAFKA_BOOTSTRAP_SERVERS"] if self.kafka is None else self.kafka.bootstrap

    def database_url(self, service: str) -> str:
        """`postgresql://…` of a service's database."""
        external = self._external_database(service)
        if external is not None:
            return external
        if self.postgres is None:
            raise RuntimeError(f"no database for {service}")
        return self.postgres.url(service, user=service)

    def pid(self, name: str) -> int:
        """The process behind `messaging worker` and the like."""
        return self._supervisor.pid(name)

    async def start(self) -> None:
        """Return when every process is ready and the gateway's port is open; StartFailed says why not."""
        try:
            await self._start()
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Stop everything, the gateway first and the servers last. No process is left."""
        if self._gateway is not None:
            await self._gateway.stop()
        await self._supervisor.stop()
        await asyncio.gather(*(part.stop() for part in (self.kafka, self.postgres) if part is not None))
        self._directory.release()

    async def until_part_dies(self) -> PartDied:
        """Wait until something ends without which nothing works, and return what."""
        parts = [part for part in (self.kafka, self.postgres, self._gateway) if part is not None]
        dying = [asyncio.create_task(part.died()) for part in parts]
        try:
            done, _ = await asyncio.wait(dying, return_when=asyncio.FIRST_COMPLETED)
            return done.pop().result()
        finally:
            for task in dying:
                task.cancel()

    async def __aenter__(self) -> LocalSystem:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def _start(self) -> None:
        for name in self._directory.claim():
            self._progress.say(f"{name} of a system that was killed has been ended")
        self._check_port()
        made = secrets_of(self.data_directory)
        self.secrets = replace(
            made,
            owner_email=self._env.get("OWNER_EMAIL") or made.owner_email,
            owner_password=self._env.get("OWNER_PASSWORD") or made.owner_password,
        )
        for name in ("kafka", "postgresql", "gateway"):
            keep_log_small(self._directory.logs / f"{name}.log")
        try:
            async with asyncio.TaskGroup() as tasks:
                ui = tasks.create_task(build_ui(self._progress.say))
                watching = await self._start_servers_and_services(tasks)
                await self._until_services_are_ready()
                await ui
                for watch in watching:
                    watch.cancel()
        except ExceptionGroup as group:
            failures = group.subgroup(StartFailed)
            if failures is None:
                raise
            raise StartFailed("\n".join(_reasons(failures))) from group
        await self._start_gateway(ui.result())

    async def _start_servers_and_services(self, tasks: asyncio.TaskGroup) -> list[asyncio.Task[None]]:
        """Each process as soon as what it needs is there; the tasks returned fail when a server dies."""
        environment = ServiceEnvironment(self._env, self.data_directory, self.ports, self.secrets, self.url)
        if self.catches_mail:
            self._supervisor.start(environment.mail_catcher())
        kafka = tasks.create_task(self._start_kafka())
        await self._start_postgres()
        self._start_services("api", environment)
        await kafka
        self._start_services("worker", environment)
        servers = [server for server in (self.kafka, self.postgres) if server is not None]
        return [tasks.create_task(_raise_when_dead(server)) for server in servers]

    async def _until_services_are_ready(self) -> None:
        try:
            with self._progress.step("services ready"):
                async with asyncio.timeout(READY_TIMEOUT_S):
                    await self._supervisor.until_ready()
        except TimeoutError:
            waiting = ", ".join(self._supervisor.not_ready())
            raise StartFailed(
                f"Not ready after {READY_TIMEOUT_S:.0f} s: {waiting}. Logs: {self._directory.logs}"
            ) from None

    def _start_services(self, role: str, environment: ServiceEnvironment) -> None:
        bootstrap = None if self.kafka is None else self.kafka.bootstrap
        for service in SERVICES:
            url = self.database_url(service)
            self._supervisor.start(environment.program(service, role, database_url=url, bootstrap=bootstrap))

    async def _start_kafka(self) -> None:
        if self.kafka is not None:
            with self._progress.step("Apache Kafka ready"):
                await self.kafka.start(self._progress.say)

    async def _start_postgres(self) -> None:
        if self.postgres is not None:
            with self._progress.step("PostgreSQL ready"):
                await self.postgres.start()
                missing = [service for service in SERVICES if self._external_database(service) is None]
                await self.postgres.create_databases(missing)

    async def _start_gateway(self, ui: Path) -> None:
        directory = self.data_directory / "gateway"
        log = self._directory.logs / "gateway.log"
        with self._progress.step("gateway open"):
            self._gateway = Gateway(directory, self._port, self.ports.upstreams(), ui, log)
            await self._gateway.start()
        self._directory.write_ready(
            {
                "url": self.url,
                "pid": os.getpid(),
                "mail_pages_url": self.mail_pages_url if self.catches_mail else None,
                "bounce_intake_port": self.ports.bounce_intake,
                "bounce_domain": self.bounce_domain,
            }
        )

    def _check_port(self) -> None:
        addresses = ["127.0.0.1", "::1"] if has_ipv6_loopback() else ["127.0.0.1"]
        if not all(is_free(self._port, address) for address in addresses):
            raise StartFailed(
                f"Port {self._port} is taken by another program, or not allowed for you.\n"
                f"Choose another one: make run PORT={self._port + 1}"
            )

    def _chosen_ports(self) -> Ports:
        intake = self._env.get("BOUNCE_INTAKE_PORT")
        return Ports(bounce_intake=int(intake)) if intake else Ports()

    def _external_database(self, service: str) -> str | None:
        return self._env.get(f"DATABASE_URL_{service.upper()}") or None


async def _raise_when_dead(part: EmbeddedKafka | EmbeddedPostgres) -> None:
    raise await part.died()


def _reasons(group: BaseExceptionGroup[StartFailed]) -> list[str]:
    reasons: list[str] = []
    for error in group.exceptions:
        reasons += _reasons(error) if isinstance(error, BaseExceptionGroup) else [str(error)]
    return reasons
