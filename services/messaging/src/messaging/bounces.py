"""`python -m messaging.bounces FILE…`: what each mail that came back says, one JSON object per line."""

import json
import sys
from pathlib import Path

from messaging.domain.bounces import classify


def describe(path: Path) -> dict[str, str | bool | None]:
    """What the mail in that file says."""
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


def main(files: list[str]) -> None:
    """Describes the files in the order given."""
    for name in files:
        sys.stdout.write(json.dumps(describe(Path(name)), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
