"""Which servers a run of the tests uses, and what it says when they cannot be had."""

import pytest

from tests.support import containers


@pytest.fixture(autouse=True)
def _no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")
    monkeypatch.delenv("STACK", raising=False)


def test_without_an_engine_the_embedded_parts_are_taken() -> None:
    assert containers.wanted() == "local"


def test_forced_containers_without_an_engine_are_an_error_that_names_the_images(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STACK", "containers")
    with pytest.raises(
        pytest.UsageError, match=r"no Docker engine with postgres:18 and apache/kafka:4\.3\.1"
    ):
        containers.wanted()


def test_a_word_that_names_no_stack_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STACK", "podman")
    with pytest.raises(pytest.UsageError, match="STACK=podman is neither"):
        containers.wanted()
