"""`python -m messaging.bounces FILE…`: what each mail that came back says, one JSON object per line."""

import json
import sys
from pathlib import Path

from messaging.domain.bounces import classify


def describe(path: Path) -> dict[str, str | bool | None]:
    """What the mail in that file says. A delayed one is no bounce, but has the reason that was given.

    Raises OSError when it cannot be read.
    """
    report = classify(path.read_bytes())
    bounce = report.bounce
    return {
        "file": str(path),
        "is_bounce": report.is_bounce,
        "recipient": report.recipient,
        "class": bounce.bounce_class.value if bounce else None,
        "reason": bounce.reason.value if bounce else None,
        "status": bounce.status if bounce else None,
        "message_id": report.message_id,
    }


def main(files: list[str]) -> int:
    """Describes the files in the order given. 0 when all were read, 1 when some were not, 2 when none was named."""
    if not files:
        sys.stderr.write("usage: python -m messaging.bounces FILE…\n")
        return 2
    unread = 0
    for name in files:
        try:
            described = describe(Path(name))
        except OSError as error:
            sys.stderr.write(f"{name}: cannot be read: {error.strerror or error}\n")
            unread += 1
        else:
            sys.stdout.write(json.dumps(described) + "\n")
    return 1 if unread else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
