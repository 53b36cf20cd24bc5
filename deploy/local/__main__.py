"""`make run`: start the local system, tell its story once, keep it running until Ctrl-C or SIGTERM.

Environment: PORT (8080), DATA_DIR (`.data`), DEMO=0 (start empty), OWNER_EMAIL, OWNER_PASSWORD, and
KAFKA_BOOTSTRAP_SERVERS, DATABASE_URL_<SERVICE>, SMTP_URL in place of the embedded parts.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

from deploy.local.failures import PartDied, StartFailed
from deploy.local.progress import Progress
from deploy.local.secrets import remember_password_shown
from deploy.local.story import Story
from deploy.local.system import LocalSystem

ROOT = Path(__file__).parents[2]
DEFAULT_PORT = 8080


async def run(system: LocalSystem, progress: Progress, *, demo: bool) -> None:
    """Start, say where to look, tell the story; return when asked to stop.

    Raises StartFailed when the system cannot start, and PartDied when a part ends that nothing works
    without. Either way everything is stopped afterwards.
    """
    stopping = asyncio.Event()
    _stop_on_signals(stopping)
    starting = asyncio.create_task(system.start())
    asked = asyncio.create_task(stopping.wait())
    await asyncio.wait({starting, asked}, return_when=asyncio.FIRST_COMPLETED)
    if not starting.done():
        progress.say("stopping before everything was ready")
        starting.cancel()
        await asyncio.wait({starting})
        return
    starting.result()
    try:
        _welcome(system, progress)
        story = asyncio.create_task(Story(system, progress).tell_once(wanted=demo))
        death = asyncio.create_task(system.until_part_dies())
        await asyncio.wait({death, asked}, return_when=asyncio.FIRST_COMPLETED)
        story.cancel()
        if death.done():
            raise death.result()
        progress.say("stopping")
        death.cancel()
    finally:
        await system.stop()
    progress.say("stopped; the data stays in " + str(system.data_directory))


def _stop_on_signals(stopping: asyncio.Event) -> None:
    """The first Ctrl-C or SIGTERM stops in order; the second one ends at once (the children die with us)."""
    loop = asyncio.get_running_loop()

    def asked() -> None:
        if stopping.is_set():
            os.kill(os.getpid(), signal.SIGKILL)
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, asked)


def _welcome(system: LocalSystem, progress: Progress) -> None:
    progress.say("everything is ready", "✓")
    if os.environ.get("OWNER_PASSWORD"):
        shown = "as you set it in OWNER_PASSWORD"
    elif system.secrets.owner_password_shown:
        shown = f"as an earlier start printed it (kept in {system.data_directory / 'secrets.json'})"
    else:
        shown = system.secrets.owner_password
        remember_password_shown(system.data_directory)
    progress.plain()
    progress.plain(f"    Open       {system.url}")
    progress.plain(f"    Log in as  {system.secrets.owner_email}")
    progress.plain(f"    Password   {shown}")
    if system.catches_mail:
        progress.plain(f"    Mails      {system.mail_pages_url}  (none leaves this machine)")
    progress.plain(f"    Logs       {system.data_directory / 'logs'}")
    progress.plain("    Stop       Ctrl-C; the data stays")
    progress.plain()


async def main() -> int:
    """The exit code: 0 after a stop that was asked for, 1 when something failed, 2 for a wrong setting."""
    progress = Progress()
    port = os.environ.get("PORT") or str(DEFAULT_PORT)
    if not port.isdecimal() or not 0 < int(port) < 65536:
        print(f"PORT must be a number between 1 and 65535, not {port!r}", file=sys.stderr)
        return 2
    directory = Path(os.environ.get("DATA_DIR") or ROOT / ".data")
    system = LocalSystem(directory, int(port), progress=progress)
    progress.say(f"starting in {system.data_directory}")
    demo = os.environ.get("DEMO", "1").lower() not in {"0", "no", "false"}
    try:
        await run(system, progress, demo=demo)
    except PartDied as death:
        print(f"\n{death}\nThe rest has been stopped.", file=sys.stderr)
        return 1
    except StartFailed as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    with asyncio.Runner() as runner:
        code = runner.run(main())
        sys.stdout.flush()
        # Leaves at once: a download that was interrupted would otherwise be waited for.
        os._exit(code)
