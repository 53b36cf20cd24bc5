"""What the Dockerfiles copy is there, and reaches the engine."""

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
DOCKERFILES = sorted([*ROOT.glob("services/*/Dockerfile"), *ROOT.glob("deploy/images/*Dockerfile")])
COPY = re.compile(r"^COPY (?!--from)(.+) \S+$", re.MULTILINE)


def copied() -> list[tuple[Path, str]]:
    return [
        (dockerfile, source)
        for dockerfile in DOCKERFILES
        for sources in COPY.findall(dockerfile.read_text())
        for source in sources.split()
    ]


@pytest.mark.parametrize(
    ("dockerfile", "source"), copied(), ids=lambda value: str(value).removeprefix(f"{ROOT}/")
)
def test_what_is_copied_is_there_and_not_ignored(dockerfile: Path, source: str) -> None:
    assert (ROOT / source).exists()
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert not [rule for rule in ignored if fnmatch(source, rule) or source.startswith(f"{rule}/")]


def test_every_service_and_the_gateway_has_an_image() -> None:
    named = {path.parent.name for path in DOCKERFILES} | {path.stem for path in DOCKERFILES}
    assert {"customers", "billing", "messaging", "importer", "gateway"} <= named
