"""Places where a test can have a process killed, to see what it leaves behind."""

import os
import signal

_name, _, _times = os.environ.get("FAILPOINT", "").partition(":")
_left = int(_times or 1)


def failpoint(name: str) -> None:
    """Kills this process with SIGKILL when `FAILPOINT=name` (or `name:N`: at the N-th passing) is set."""
    global _left
    if name != _name:
        return
    _left -= 1
    if _left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
