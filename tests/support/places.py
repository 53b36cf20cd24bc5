"""Where the servers of the tests keep their files."""

import os
import re
import shutil
import tempfile
from pathlib import Path

_MEMORY = Path("/dev/shm")
_ROOM = 6 * 2**30
"""Bytes that have to be free. The servers of a whole run take less than one GiB together."""


def new_directory() -> Path:
    """A directory that servers of other users may enter; remove it when they have stopped.

    In memory where Linux has room there: with a database of its own for each test, most of the time goes into
    creating files.
    """
    if not _memory_has_room():
        return _made_in(Path(tempfile.gettempdir()))
    for left in _MEMORY.glob("stammkunde-tests-*"):
        if not Path("/proc", left.name.split("-")[2]).exists():  # its run was killed
            shutil.rmtree(left, ignore_errors=True)
    return _made_in(_MEMORY)


def _made_in(base: Path) -> Path:
    path = Path(tempfile.mkdtemp(prefix=f"stammkunde-tests-{os.getpid()}-", dir=base))
    path.chmod(0o755)
    return path


def _memory_has_room() -> bool:
    if not os.access(_MEMORY, os.W_OK) or shutil.disk_usage(_MEMORY).free < _ROOM:
        return False
    available = re.search(r"^MemAvailable: +(\d+) kB$", Path("/proc/meminfo").read_text(), re.MULTILINE)
    return available is not None and int(available[1]) * 1024 >= _ROOM
