"""The demo: on an empty system a CSV is imported, mails go out, one bounces, a customer is deleted.

Everything goes through the gateway's HTTP API, as a person at the desk would do it.
"""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from typing import Any

import httpx

from deploy.local.mail_catcher.reports import failures_for
from deploy.local.progress import Progress
from deploy.local.system import LocalSystem

SAMPLE = Path(__file__).parent / "sample" / "kunden.csv"
UNREACHABLE = "unbekannt.example"
POLL_S = 0.25
WITHIN_S = 120.0

Record = dict[str, Any]


class StoryStopped(Exception):
    """The system did not do what the story tells; the message says at which point."""


class Story:
    """Told once per data directory, and only where there are no customers yet."""

    def __init__(self, system: LocalSystem, progress: Progress) -> None:
        self._system = system
        self._progress = progress
        self._mark = system.data_directory / "demo.json"

    async def tell_once(self, *, wanted: bool) -> None:
        """Tell it unless it was told, begun or declined before; a failure is said and changes nothing else."""
        if self._mark.exists():
            return
        if not wanted:
            self._remember("declined")
            return
        try:
            async with httpx.AsyncClient(base_url=self._system.url, timeout=60, trust_env=False) as desk:
                await self._log_in(desk)
                if (await _get(desk, "/api/customers?limit=1"))["total"]:
                    self._remember("declined")
                    return
                self._remember("begun")
                deleted = await self._tell(desk)
                self._remember("told")
                await self._tell_completion(desk, deleted)
        except (StoryStopped, httpx.HTTPError) as error:
            reason = str(error) or type(error).__name__
            self._progress.say(f"the demo stopped: {reason}", "✗")

    async def _log_in(self, desk: httpx.AsyncClient) -> None:
        secrets = self._system.secrets
        answer = await desk.post(
            "/api/auth/login", json={"email": secrets.owner_email, "password": secrets.owner_password}
        )
        if answer.is_error:
            raise StoryStopped(f"logging in answered {answer.status_code}; is OWNER_PASSWORD another one?")

    async def _tell(self, desk: httpx.AsyncClient) -> str:
        say, url = self._progress.say, self._system.url
        await self._import(desk)
        unreachable = (await _get(desk, f"/api/customers?q={UNREACHABLE}&limit=1"))["items"]
        everybody = (await _get(desk, "/api/customers?limit=20"))["items"]
        reachable = [each for each in everybody if not failures_for(each["email"])]
        if not unreachable or len(reachable) < 2:
            raise StoryStopped("the import left too few customers")
        written_to, leaving = reachable[:2]

        await self._write_to(desk, written_to, "accepted")
        say(f"a mail went to {_name(written_to)}: {url}/kunden/{written_to['id']}", "✓")

        bounced = await self._write_to(desk, unreachable[0], "bounced")
        reason = (bounced.get("bounce") or {}).get("reason")
        say(
            f"the mail to {unreachable[0]['email']} bounced ({reason}): {url}/kunden/{unreachable[0]['id']}",
            "✓",
        )

        number = await self._delete(desk, leaving)
        say(
            f"{_name(leaving)} was deleted and every service has purged them; invoice {number} stays: "
            f"{url}/loeschungen/{leaving['id']}",
            "✓",
        )
        self._progress.plain()
        self._progress.plain(f"    Try        {url}/kunden — search a part of a name, a number, a phone")
        self._progress.plain(f"               {url}/support/import — upload {_shown(SAMPLE)}")
        if self._system.catches_mail:
            self._progress.plain(f"               {self._system.mail_pages_url} — read what was sent")
        self._progress.plain()
        return str(leaving["id"])

    async def _import(self, desk: httpx.AsyncClient) -> None:
        began = time.monotonic()
        with SAMPLE.open("rb") as file:
            job = _checked(await desk.post("/api/imports", files={"file": (SAMPLE.name, file, "text/csv")}))
        path = f"/api/imports/{job['id']}"
        await _until(desk, path, "checked")
        _checked(await desk.post(f"{path}/start"))
        done = await _until(desk, path, "done")
        took = time.monotonic() - began
        self._progress.say(
            f"{done['rows_done']} customers imported from {_shown(SAMPLE)} in {took:.1f} s: "
            f"{self._system.url}/kunden",
            "✓",
        )

    async def _write_to(self, desk: httpx.AsyncClient, customer: Record, status: str) -> Record:
        body = {
            "customer_ids": [customer["id"]],
            "channel": "email",
            "subject": "Ihr Kurs beginnt",
            "body": "Guten Tag,\n\nIhr Kurs beginnt am Montag um 16 Uhr.\n\nIhre Schwimmschule",
        }
        taken = _checked(await _written(desk, body))
        return await _until(desk, f"/api/messages/{taken['items'][0]['id']}", status)

    async def _delete(self, desk: httpx.AsyncClient, customer: Record) -> str:
        """A note and an invoice for the customer, then the deletion; returns the invoice's number."""
        path = f"/api/customers/{customer['id']}"
        _checked(await desk.post(f"{path}/notes", json={"text": "Kommt lieber am Nachmittag."}))
        line = {
            "description": "Seepferdchen-Kurs",
            "quantity": 1,
            "unit_price_cents": 12_900,
            "vat_percent": 19,
        }
        draft = _checked(
            await desk.post("/api/invoices", json={"customer_id": customer["id"], "lines": [line]})
        )
        issued = _checked(await desk.post(f"/api/invoices/{draft['id']}/issue"))
        _checked(await desk.delete(path, headers={"If-Match": "*"}))
        await _until(desk, f"/api/erasures/{customer['id']}", "purged", "complete")
        kept = _checked(await desk.get(f"/api/invoices/{draft['id']}"))
        if not kept["customer_deleted"]:
            raise StoryStopped(f"invoice {issued['number']} does not say that its customer was deleted")
        return str(issued["number"])

    async def _tell_completion(self, desk: httpx.AsyncClient, customer_id: str) -> None:
        began = time.monotonic()
        await _until(desk, f"/api/erasures/{customer_id}", "complete")
        self._progress.say(
            f"Kafka has forgotten the deleted customer too ({time.monotonic() - began:.0f} s later): "
            f"{self._system.url}/loeschungen/{customer_id}",
            "✓",
        )

    def _remember(self, state: str) -> None:
        self._mark.write_text(json.dumps({"demo": state}) + "\n")


def _name(customer: Record) -> str:
    parts = (customer.get(field) for field in ("first_name", "last_name"))
    return " ".join(part for part in parts if part) or str(customer.get("company_name"))


def _shown(path: Path) -> str:
    root = Path(__file__).parents[2]
    return str(path.relative_to(root))


def _checked(answer: httpx.Response) -> Record:
    if answer.is_error:
        raise StoryStopped(
            f"{answer.request.method} {answer.request.url.path} answered {answer.status_code} {answer.text[:300]}"
        )
    record: Record = answer.json() if answer.content else {}
    return record


async def _get(desk: httpx.AsyncClient, path: str) -> Record:
    return _checked(await desk.get(path))


async def _written(desk: httpx.AsyncClient, body: Record) -> httpx.Response:
    """Writes to customers; asks again while messaging has not heard of those who were imported just now."""
    deadline = time.monotonic() + WITHIN_S
    while True:
        answer = await desk.post("/api/messages", json=body)
        if answer.status_code != 422 or time.monotonic() > deadline:
            return answer
        await asyncio.sleep(POLL_S)


async def _until(desk: httpx.AsyncClient, path: str, *statuses: str) -> Record:
    """Ask again until the resource has one of these statuses, or StoryStopped."""
    deadline = time.monotonic() + WITHIN_S
    while True:
        record = await _get(desk, path)
        if record["status"] in statuses:
            return record
        if record["status"] == "failed" or time.monotonic() > deadline:
            raise StoryStopped(f"{path} is {record['status']!r}, not {statuses[0]!r}")
        await asyncio.sleep(POLL_S)
