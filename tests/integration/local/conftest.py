"""A directory for servers that run as another user than the test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.places import new_directory


@pytest.fixture
def open_directory() -> Iterator[Path]:
    """Like `tmp_path`, but everybody may enter it."""
    path = new_directory()
    yield path
    shutil.rmtree(path, ignore_errors=True)
