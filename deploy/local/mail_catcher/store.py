"""Caught mails and reports that wait for their time, as files: both survive a restart."""

from __future__ import annotations

import json
import os
import secrets
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path


@dataclass(frozen=True)
class PendingReport:
    """A delivery report on its way to the bounce intake."""

    name: str
    due: float
    """Seconds since the epoch."""
    give_up: float
    return_path: str
    content: bytes


class MailStore:
    """The folder `mail-catcher/`: one `.eml` per mail, reports to deliver in `reports/`."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._reports = directory / "reports"
        self._reports.mkdir(parents=True, exist_ok=True)

    def keep(self, content: bytes, *, sender: str, recipients: Sequence[str]) -> str:
        """Write a mail down whole or not at all, with its envelope on top; returns its name."""
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
        envelope = f"Return-Path: <{sender}>\r\n" + "".join(
            f"X-Envelope-To: <{recipient}>\r\n" for recipient in recipients
        )
        _write(self.directory / f"{name}.eml", envelope.encode() + content)
        return name

    def newest(self, limit: int) -> Iterator[tuple[str, EmailMessage]]:
        """The latest mails, header only, newest first."""
        for path in sorted(self.directory.glob("*.eml"), reverse=True)[:limit]:
            with path.open("rb") as file:
                yield path.stem, BytesParser(policy=default).parse(file, headersonly=True)

    def read(self, name: str) -> EmailMessage | None:
        """One mail; None for a name that is none of ours."""
        path = self.directory / f"{name}.eml"
        if path.parent != self.directory or not path.is_file():
            return None
        return BytesParser(policy=default).parsebytes(path.read_bytes())

    def count(self) -> int:
        return sum(1 for _ in self.directory.glob("*.eml"))

    def plan_report(self, content: bytes, *, return_path: str, after: float, give_up_after: float) -> None:
        """Have a report delivered `after` seconds from now."""
        due = time.time() + after
        record = {"due": due, "give_up": due + give_up_after, "return_path": return_path}
        name = f"{due:.3f}-{secrets.token_hex(4)}"
        _write(self._reports / f"{name}.json", json.dumps(record | {"content": content.decode()}).encode())

    def reports(self) -> list[PendingReport]:
        """What waits, the next due first."""
        found = []
        for path in self._reports.glob("*.json"):
            record = json.loads(path.read_text())
            record["content"] = record["content"].encode()
            found.append(PendingReport(name=path.stem, **record))
        return sorted(found, key=lambda report: report.due)

    def postpone(self, report: PendingReport, seconds: float) -> None:
        """Try it again later."""
        record = asdict(report) | {"due": time.time() + seconds, "content": report.content.decode()}
        del record["name"]
        _write(self._reports / f"{report.name}.json", json.dumps(record).encode())

    def forget(self, report: PendingReport) -> None:
        """It is delivered, or not worth another attempt."""
        (self._reports / f"{report.name}.json").unlink(missing_ok=True)


def addresses(mail: EmailMessage, header: str) -> str:
    """The addresses of a header as text, also when they are malformed."""
    value = mail.get(header)
    parsed: tuple[Address, ...] = getattr(value, "addresses", ())
    return ", ".join(str(address) for address in parsed) or str(value or "")


def _write(path: Path, content: bytes) -> None:
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(content)
    os.replace(fresh, path)
