"""Real servers for all tests, and a database and topics of its own for each.

The servers start once per run, in the controlling process; parallel workers learn their addresses from the
environment. A run in which nobody uses them starts none.
"""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from tests.support import containers
from tests.support.databases import empty_database
from tests.support.servers import LocalServers, Stack
from tests.support.system import RunningSystem

_KAFKA, _POSTGRES, _FILES = "STACK_KAFKA", "STACK_POSTGRES", "STACK_KAFKA_FILES"
# Those of the browser and of the running system use the servers that the system brings along.
_WITHOUT_SERVERS = ("tests/unit", "tests/contract", "tests/browser", "tests/integration/system")

# An example of thousands may take long on a machine that has other things to do.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

_servers: LocalServers | containers.ContainerServers | None = None
_system: RunningSystem | None = None


def pytest_configure(config: pytest.Config) -> None:
    global _servers
    if _KAFKA in os.environ or config.option.collectonly or _nobody_asks(config.args):
        return
    _servers = containers.ContainerServers() if containers.wanted() == "containers" else LocalServers()
    _servers.start()
    os.environ[_KAFKA], os.environ[_POSTGRES] = _servers.kafka, _servers.postgres
    os.environ[_FILES] = str(_servers.kafka_files or "")


def pytest_unconfigure() -> None:
    _stop_system()
    if _servers is not None:
        _servers.stop()
        for name in (_KAFKA, _POSTGRES, _FILES):
            os.environ.pop(name, None)


def _nobody_asks(arguments: list[str]) -> bool:
    return all(any(place in argument for place in _WITHOUT_SERVERS) for argument in arguments)


class _FileByFile(LoadFileScheduling):
    """One worker runs a file, and one runs all tests of the whole system, so that it starts once.

    They are begun in the order in which they were named. xdist would begin with those of many tests, and end with one
    that kills a process again and again while the other workers have nothing to do.
    """

    def _split_scope(self, nodeid: str) -> str:
        return "system" if nodeid.startswith("tests/integration/system/") else super()._split_scope(nodeid)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those of the whole system first: for one worker they are the most."""
    items.sort(key=lambda item: "system" not in getattr(item, "fixturenames", ()))


@pytest.hookimpl(optionalhook=True)  # with -p no:xdist there is no such hook
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> _FileByFile:
    config.option.loadscopereorder = False
    return _FileByFile(config, log)


@pytest.fixture(scope="session")
def stack() -> Stack:
    if _KAFKA not in os.environ:
        pytest.fail("this test needs the servers: run it from the top of the repository")
    files = os.environ.get(_FILES)
    return Stack(os.environ[_KAFKA], os.environ[_POSTGRES], Path(files) if files else None)


@pytest.fixture
def system() -> RunningSystem:
    """The whole system. It starts with the first test that asks for it."""
    global _system
    if _system is None:
        starting = RunningSystem()
        starting.start()
        _system = starting
    return _system


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """The whole system takes a quarter of a core when nobody uses it: it goes with the last test that does."""
    if "system" not in getattr(nextitem, "fixturenames", ()):
        _stop_system()


def _stop_system() -> None:
    global _system
    if _system is not None:
        _system.stop()
    _system = None


@pytest.fixture
def topic_prefix() -> str:
    return f"t{uuid4().hex[:10]}."


@pytest.fixture
async def database_url(stack: Stack) -> AsyncIterator[str]:
    """An empty database that is gone after the test."""
    async with empty_database(stack.postgres) as url:
        yield url


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the developer's shell says about databases and mail is not meant for tests."""
    for name in list(os.environ):
        if name.startswith(("DATABASE_URL_", "SMTP_", "TOPIC_", "KAFKA_", "BOUNCE_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("SERVICE_TOKEN_KEY", "the key that the tests' services share")
