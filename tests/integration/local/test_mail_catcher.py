"""The mail catcher as a process: mails in by SMTP, reports out by SMTP, pages to read."""

import os
import smtplib
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest

from deploy.local.ports import free_port
from deploy.local.processes import Child, spawn
from tests.support.eventually import eventually
from tests.support.smtp_sink import smtp_sink


@dataclass
class _Catcher:
    child: Child
    directory: Path
    smtp_port: int
    pages: httpx.AsyncClient
    intake_port: int

    def send(self, recipient: str, *, html: str | None = None) -> None:
        mail = EmailMessage()
        mail["From"] = "buero@schwimmschule.example"
        mail["To"] = recipient
        mail["Subject"] = "Kurs <b>Größe</b>"
        mail.set_content("Guten Tag <Frau Müller>")
        if html is not None:
            mail.add_alternative(html, subtype="html")
        with smtplib.SMTP("127.0.0.1", self.smtp_port) as smtp:
            smtp.send_message(mail, "bounce+7@ruecklauf.example", [recipient])


async def _start(directory: Path, smtp_port: int, pages_port: int, intake_port: int) -> Child:
    child = await spawn(
        "mail catcher",
        [sys.executable, "-m", "deploy.local.mail_catcher"],
        log=directory / "log",
        run_directory=directory / "run",
        env=os.environ
        | {
            "PYTHONPATH": str(Path.cwd()),
            "MAIL_CATCHER_DIRECTORY": str(directory / "mails"),
            "MAIL_CATCHER_SMTP_PORT": str(smtp_port),
            "MAIL_CATCHER_HTTP_PORT": str(pages_port),
            "BOUNCE_INTAKE_PORT": str(intake_port),
        },
    )

    async def answers() -> None:
        try:
            async with httpx.AsyncClient() as client:
                await client.get(f"http://127.0.0.1:{pages_port}/mails")
        except httpx.HTTPError as error:
            raise AssertionError((directory / "log").read_text()) from error

    await eventually(answers, within=30)
    return child


@pytest.fixture
async def catcher(tmp_path: Path) -> AsyncIterator[_Catcher]:
    smtp_port, pages_port, intake_port = free_port(), free_port(), free_port()
    child = await _start(tmp_path, smtp_port, pages_port, intake_port)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{pages_port}") as pages:
        yield _Catcher(child, tmp_path, smtp_port, pages, intake_port)
    await child.stop()


async def test_a_connection_breaks_off_on_purpose_and_the_next_one_works(catcher: _Catcher) -> None:
    with pytest.raises(smtplib.SMTPServerDisconnected):
        catcher.send("a@abbruch.example")
    catcher.send("a@verein.example")
    assert len(list((catcher.directory / "mails").glob("*.eml"))) == 2


async def test_a_mail_is_kept_and_can_be_read(catcher: _Catcher) -> None:
    catcher.send("a@verein.example", html="<p>Hallo</p><script>alert(1)</script>")
    (path,) = (catcher.directory / "mails").glob("*.eml")
    assert path.read_bytes().startswith(b"Return-Path: <bounce+7@ruecklauf.example>\r\n")

    listing = await catcher.pages.get("/mails")
    assert f"/mails/{path.stem}" in listing.text
    assert "a@verein.example" in listing.text
    assert "<b>Größe" not in listing.text
    assert "default-src 'none'" in listing.headers["Content-Security-Policy"]

    page = await catcher.pages.get(f"/mails/{path.stem}")
    assert "Guten Tag &lt;Frau Müller&gt;" in page.text
    assert '<iframe sandbox src="' in page.text
    html = await catcher.pages.get(f"/mails/{path.stem}/html")
    assert html.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert (await catcher.pages.get("/mails/..%2flog")).status_code == 404
    assert (await catcher.pages.get("/mails", headers={"Host": "evil.example"})).status_code == 400


async def test_an_unknown_address_is_reported_to_the_return_path(catcher: _Catcher) -> None:
    async with smtp_sink(catcher.intake_port) as intake:
        catcher.send("niemand@unbekannt.example")
        catcher.send("a@verein.example")

        def reported() -> None:
            assert len(intake.mails) == 1

        await eventually(reported)
    (report,) = intake.mails
    assert report.recipient == "bounce+7@ruecklauf.example"
    assert report.return_path in ("", "<>")
    assert b"Status: 5.1.1" in report.data


async def test_a_report_waits_for_an_intake_that_is_away_and_survives_a_kill(catcher: _Catcher) -> None:
    catcher.send("niemand@voll.example")
    assert list((catcher.directory / "mails" / "reports").glob("*.json"))
    await catcher.child.kill()
    port = catcher.pages.base_url.port
    assert port is not None
    catcher.child = await _start(catcher.directory, catcher.smtp_port, port, catcher.intake_port)
    async with smtp_sink(catcher.intake_port) as intake:

        def reported() -> None:
            assert [b"Status: 5.2.2" in mail.data for mail in intake.mails] == [True]

        await eventually(reported)

        def forgotten() -> None:
            assert not list((catcher.directory / "mails" / "reports").glob("*.json"))

        await eventually(forgotten)
