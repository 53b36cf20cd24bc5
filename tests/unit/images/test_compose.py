"""docker-compose.yml describes a system that would start: nothing is missing, and nothing known is published."""

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from chassis.settings import ServiceSettings
from deploy.local.services import OWN_VARIABLES, ROLES, SERVICES

ROOT = Path(__file__).parents[3]
COMPOSE = Path(sys.executable).with_name("docker-compose")

Record = dict[str, Any]


@pytest.fixture(scope="module")
def described() -> Record:
    """What compose understands with nothing in the environment."""
    bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [
        COMPOSE,
        "--file",
        ROOT / "docker-compose.yml",
        "--env-file",
        os.devnull,
        "config",
        "--format=json",
    ]
    answer = subprocess.run(command, env=bare, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    read: Record = json.loads(answer.stdout)
    return read


def environment_of(described: Record, service: str, role: str) -> dict[str, str]:
    name = service if role == "api" else f"{service}-{role}"
    assert described["services"][name]["command"] == [role]
    environment: dict[str, str] = described["services"][name]["environment"]
    return environment


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("service", SERVICES)
def test_every_process_is_given_what_its_settings_ask_for(
    described: Record, service: str, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = environment_of(described, service, role)
    for name in list(os.environ):
        monkeypatch.delenv(name)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings: type[ServiceSettings] = importlib.import_module(f"{service}.settings").Settings
    settings.model_validate({})


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_given_the_same_variables_as_by_make_run(described: Record, service: str) -> None:
    for role in ROLES:
        assert set(OWN_VARIABLES[service]) <= set(environment_of(described, service, role))


def test_bank_details_can_be_sealed(described: Record) -> None:
    Fernet(environment_of(described, "customers", "api")["BANK_DATA_KEYS"])


def test_the_defaults_that_anybody_knows_are_behind_loopback(described: Record) -> None:
    ports = [port for service in described["services"].values() for port in service.get("ports", [])]
    assert ports
    assert {port["host_ip"] for port in ports} == {"127.0.0.1"}
