"""In the browser, through the gateway: how long from a key in the search field to the painted hits."""

import os
import random
import statistics
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg
from playwright.async_api import Page, async_playwright

from benchmarks.running_api import quantile
from benchmarks.synthetic import customers, load
from customers.domain.customer import Customer
from deploy.local.ports import free_port
from deploy.local.system import LocalSystem
from tests.support.chromium import flags, installed_browser, use_own_node

ROUNDS = 5
PEOPLE = 2
"""Who are looked for in one way in one round."""
COUNT = int(os.environ.get("BENCH_CUSTOMERS", "100000"))
WITHIN_MS = 10_000
_Key = tuple[float, float, float, float]
"""Milliseconds from the key to the painted hits, and of them: to the request, to its answer, to the paint."""

# Hits are painted when each typed word is marked in a row, in one of the spellings that the search finds.
_WATCH = """([text, within]) => {
  const plain = (text) => text.toLowerCase().normalize('NFD').replace(/\\p{M}/gu, '').replace(/ß/g, 'ss')
    .replace(/([aou])e/g, '$1').replace(/[^a-z0-9]/g, '');
  const words = text.trim().split(/\\s+/).map(plain);
  const field = document.querySelector('input[type=search]');
  performance.clearResourceTimings();
  window.painted = new Promise((resolve) => {
    let began;
    field.addEventListener('input', (event) => { began = event.timeStamp; }, { once: true });
    const look = () => {
      const marked = new Set([...document.querySelectorAll('[role=row] mark, tr mark')]
        .map((mark) => plain(mark.textContent)));
      if (began === undefined || !words.every((word) => marked.has(word))) return;
      seen.disconnect();
      const asked = performance.getEntriesByType('resource')
        .filter(({ name }) => name.includes('/api/customers?')).at(-1);
      if (asked === undefined) return resolve([]);
      const { startTime, responseEnd } = asked;
      requestAnimationFrame(() => setTimeout(() => {
        const end = performance.now();
        resolve([end - began, startTime - began, responseEnd - startTime, end - responseEnd]);
      }));
    };
    const seen = new MutationObserver(look);
    seen.observe(document.body, { subtree: true, childList: true, characterData: true });
    setTimeout(() => resolve(null), within);
  });
}"""
_ROWS = "() => document.querySelectorAll('[role=row], tr').length"


async def measure() -> None:
    """Prints the milliseconds of each way to look for somebody, of every key, and the most rows in the document."""
    with tempfile.TemporaryDirectory(prefix="stammkunde-bench-") as directory:
        Path(directory).chmod(0o755)
        system = LocalSystem(Path(directory) / "data", free_port(), env=dict(os.environ), durable=False)
        async with system:
            connection = await asyncpg.connect(system.database_url("customers"))
            await load(connection, COUNT)
            await connection.close()
            await _type_everything(system)


async def _type_everything(system: LocalSystem) -> None:
    use_own_node()
    seen: dict[str, list[list[float]]] = {kind: [] for kind in _KINDS}
    rows = 0
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=installed_browser(), args=flags())
        page = await browser.new_page(
            base_url=system.url, locale="de-DE", viewport={"width": 1366, "height": 820}
        )
        await _sign_in(page, system)
        people = _people()
        for text in _KINDS.values():  # what is fetched and compiled only once
            await _keys(page, text(next(people)))
        for number in range(ROUNDS):
            print(f"hits, round {number + 1} of {ROUNDS}", flush=True)
            for kind, text in _KINDS.items():
                taken: list[_Key] = []
                for _ in range(PEOPLE):
                    taken += await _keys(page, text(next(people)))
                    rows = max(rows, int(await page.evaluate(_ROWS)))
                whole, *parts = zip(*taken, strict=True)
                seen[kind].append(
                    [quantile(whole, 50), quantile(whole, 95), *(quantile(p, 50) for p in parts)]
                )
        await browser.close()
    print(f"{COUNT:,} customers, key → painted hits in ms; goal of p95 ≤ 300")
    print(f"{'':26}{'p50':>7}{'p95':>7}   p50 of: key → request, → answer, → painted")
    for kind, rounds in seen.items():
        p50, p95, *parts = (statistics.median(column) for column in zip(*rounds, strict=True))
        print(f"{kind:26}{p50:7.0f}{p95:7.0f}{'':11}" + "".join(f"{part:10.0f}" for part in parts))
    print(f"rows in the document, at most {rows}   goal < 100")


async def _sign_in(page: Page, system: LocalSystem) -> None:
    await page.goto("/kunden")
    await page.get_by_label("E-Mail").fill(system.secrets.owner_email)
    await page.get_by_label("Passwort", exact=True).fill(system.secrets.owner_password)
    await page.get_by_role("button", name="Anmelden").click()
    await page.get_by_role("searchbox", name="Kunden suchen").wait_for()


async def _keys(page: Page, text: str) -> list[_Key]:
    """What each key took, typed by somebody who waits for the hits of the one before."""
    field = page.get_by_role("searchbox", name="Kunden suchen")
    await field.fill("")
    await page.wait_for_function("() => !location.search.includes('q=')")
    taken = []
    for place, key in enumerate(text):
        if not key.isalnum():  # finds what was found before
            await page.keyboard.type(key)
            continue
        typed = text[: place + 1]
        await page.evaluate(_WATCH, [typed, WITHIN_MS])
        await page.keyboard.type(key)
        painted = await page.evaluate("() => window.painted")
        if painted is None:
            raise TimeoutError(f"no hits are marked for {typed!r}")
        if painted:  # else the page knew the hits from before
            taken.append(tuple(painted))
    return taken


def _people() -> Iterator[Customer]:
    """Private people in an order of chance, whose names and addresses are spelled in one way only."""
    rng = random.Random(3)
    while True:
        (someone,) = customers(rng.randrange(COUNT), 1)
        names = f"{someone.data.first_name or ''}{someone.data.last_name or ''}"
        plain = names.isascii() and names.isalpha() and not _may_be_umlaut(names + someone.data.email)
        if someone.data.first_name and plain:
            yield someone


def _may_be_umlaut(text: str) -> bool:
    return any(letters in text.lower() for letters in ("ae", "oe", "ue"))


_KINDS: dict[str, Callable[[Customer], str]] = {
    "by surname": lambda c: c.data.last_name or "",
    "by first name and surname": lambda c: f"{c.data.first_name} {c.data.last_name}",
    "by customer number": lambda c: str(c.number),
    "by e-mail": lambda c: c.data.email,
}
