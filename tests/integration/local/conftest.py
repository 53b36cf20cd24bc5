"""A directory for servers that run as another user than the test."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def open_directory() -> Iterator[Path]:
    """Like `tmp_path`, but everybody may enter it."""
    path = Path(tempfile.mkdtemp(prefix="stammkunde-test-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path, ignore_errors=True)
