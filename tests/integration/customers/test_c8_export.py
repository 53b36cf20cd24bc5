"""Export (C8): exactly the displayed customers, as a CSV file that a German Excel opens and that does nothing."""

import asyncio
import csv
import io
import re
from datetime import datetime
from typing import Any

import asyncpg
import httpx
import pytest

from chassis.http.servers import serve
from customers.adapters import customer_export
from tests.integration.customers.conftest import Customers
from tests.support.eventually import eventually


async def _export(customers: Customers, **query: Any) -> list[dict[str, str]]:
    answer = await customers.desk.get("/api/customers/export.csv", params=query)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))


async def test_c8_the_file_is_what_a_german_excel_opens(customers: Customers) -> None:
    await customers.create(last_name='Semi;kolon "Anführung"')
    answer = await customers.desk.get("/api/customers/export.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert re.fullmatch(
        r'attachment; filename="kunden-\d{4}-\d\d-\d\d\.csv"', answer.headers["content-disposition"]
    )
    assert answer.headers["cache-control"] == "no-store"
    header, line, end = answer.content.decode().split("\r\n")
    assert header.startswith("\ufeffKundennummer;Status;Anrede;Vorname;Nachname;Firma;E-Mail;Telefon;")
    assert '"Semi;kolon ""Anführung"""' in line
    assert end == ""


async def test_c8_a_line_has_what_the_desk_sees_in_german_notation(customers: Customers) -> None:
    group = (await customers.desk.post("/api/customer-groups", json={"name": "Verein"})).json()["id"]
    created = await customers.create(
        further_phones=["030 1234567", "+1 212 5550123"],
        customer_group_ids=[group],
        bank_details={"iban": "DE89370400440532013000"},
        participants=[{"first_name": "Lea", "last_name": "Müller", "birth_date": "2017-03-01"},
                      {"first_name": "Ben", "last_name": "Groß"}],
        newsletter_evidence={"how": "Formular", "when": "2026-01-01T00:00:00Z", "wording": "Ja"},
    )  # fmt: skip
    note = await customers.desk.post(f"/api/customers/{created['id']}/notes", json={"text": "GEHEIM"})
    assert note.status_code == 201
    connection = await asyncpg.connect(customers.url)
    await connection.execute("UPDATE customers SET credit_cents = -123450")
    await connection.close()
    (line,) = await _export(customers)
    made, changed = (
        datetime.fromisoformat(created[name]).astimezone(customer_export.BERLIN)
        for name in ("created_at", "updated_at")
    )
    assert line == {
        "Kundennummer": str(created["number"]),
        "Status": "aktiv",
        "Anrede": "Frau",
        "Vorname": "Käthe",
        "Nachname": "Müller-Lüdenscheidt",
        "Firma": "",
        "E-Mail": created["email"],
        "Telefon": "0049 1711234567",
        "Weitere Telefonnummern": "0049 301234567, 001 2125550123",
        "Straße": "Gänseweg 3",
        "PLZ": "24534",
        "Ort": "Neumünster",
        "Land": "DE",
        "Sprache": "de",
        "Kundengruppen": "Verein",
        "Empfängergruppen": "",
        "Newsletter": "ja",
        "Guthaben (EUR)": "-1234,50",
        "IBAN": "•••• 3000",
        "Teilnehmer": "Lea Müller (01.03.2017), Ben Groß",
        "Angelegt am": f"{made:%d.%m.%Y}",
        "Geändert am": f"{changed:%d.%m.%Y}",
    }
    (english,) = await _export(customers, lang="en")
    assert english["Credit (EUR)"] == "-1234.50"
    assert english["Created"] == f"{made:%Y-%m-%d}"
    assert english["Participants"] == "Lea Müller (2017-03-01), Ben Groß"
    for language in ("de", "en"):
        text = (await customers.desk.get("/api/customers/export.csv", params={"lang": language})).text
        assert "GEHEIM" not in text
        assert "0532013000" not in text


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
async def test_c8_no_cell_that_people_typed_is_a_formula(customers: Customers, sign: str) -> None:
    evil = f"{sign}cmd|' /C calc'!A0"
    group = (await customers.desk.post("/api/customer-groups", json={"name": evil})).json()["id"]
    made = await customers.create(
        salutation=evil, first_name=evil, last_name=evil, company_name=evil, customer_group_ids=[group],
        address={"street": evil, "postal_code": f"{sign}1", "city": evil},
        participants=[{"first_name": evil, "last_name": evil}],
        email=f"{sign if sign in '=+-' else 'x'}a@example.org",
    )  # fmt: skip
    (line,) = await _export(customers)
    typed = ("Anrede", "Vorname", "Nachname", "Firma", "Straße", "Ort", "Kundengruppen")
    assert {line[name] for name in typed} == {f"'{evil}"}
    assert [line["PLZ"], line["Teilnehmer"]] == [f"'{sign}1", f"'{evil} {evil}"]
    assert line["E-Mail"].removeprefix("'") == made["email"]
    assert not [cell for cell in line.values() if cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))]


@pytest.mark.parametrize("sign", ["\t", "\r", "\n"])
async def test_c8_neither_is_one_that_begins_with_a_control_character(
    customers: Customers, sign: str
) -> None:
    await customers.create()
    connection = await asyncpg.connect(customers.url)  # no way in that we know lets one through
    await connection.execute("UPDATE customers SET last_name = $1", f"{sign}=1+1")
    await connection.close()
    (line,) = await _export(customers)
    assert line["Nachname"].startswith("'")


async def test_c8_the_export_is_the_list(customers: Customers) -> None:
    for name in ("Öder", "Ober", "Zander", "Ander", "Obst"):
        await customers.create(last_name=name, address={"postal_code": "2" if name != "Obst" else "1"})
    for _ in range(2):
        gone = await customers.create()
        await customers.desk.delete(f"/api/customers/{gone['id']}", headers={"If-Match": "*"})
    for query in (
        {},
        {"q": "o"},
        {"q": "ob", "sort": "-name"},
        {"postal_code": "2", "sort": "-number"},
        {"q": "er", "postal_code": "2", "credit": "zero", "newsletter": False, "status": "active"},
        {"status": "blocked"},
        {"status": ["active", "deleted"]},
        {"status": ["active", "deleted"], "sort": "-email"},
    ):
        listed = (await customers.desk.get("/api/customers", params=query)).json()["items"]
        exported = await _export(customers, **query)
        assert [line["Kundennummer"] for line in exported] == [str(item["number"]) for item in listed], query


async def test_c8_a_deleted_customer_has_a_number_and_a_status_in_it(customers: Customers) -> None:
    created = await customers.create()
    await customers.desk.delete(f"/api/customers/{created['id']}", headers={"If-Match": "*"})
    assert await _export(customers) == []
    (line,) = await _export(customers, status="deleted")
    kept = {"Kundennummer", "Status", "Newsletter", "Guthaben (EUR)", "Angelegt am", "Geändert am"}
    assert {name for name, cell in line.items() if cell} == kept


async def test_c8_a_bad_request_gets_an_error_and_no_half_file(customers: Customers) -> None:
    for name, value in {"sort": "phone", "lang": "fr", "credit": "much", "q": "x" * 201}.items():
        answer = await customers.desk.get("/api/customers/export.csv", params={name: value})
        assert answer.status_code == 422
        assert [error["field"] for error in answer.json()["errors"]] == [name]
    assert (await customers.portal.get("/api/customers/export.csv")).status_code == 403
    assert (await customers.outside.get("/api/customers/export.csv")).status_code == 401


async def _many(customers: Customers, count: int = 40_000) -> None:
    """Copies of one customer: more than the sockets and queues on the way can hold."""
    await customers.create(address={"street": "x" * 200})
    connection = await asyncpg.connect(customers.url)
    columns = [
        name
        for (name,) in await connection.fetch(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'customers'"
        )
        if name not in {"id", "number", "email_key"}
    ]
    rest = ", ".join(columns)
    await connection.execute(
        f"INSERT INTO customers (id, number, {rest}) SELECT gen_random_uuid(), nextval('customer_number'), {rest} "
        f"FROM customers, generate_series(2, {count})"
    )
    await connection.close()


async def _copying(customers: Customers) -> int:
    connection = await asyncpg.connect(customers.url)
    try:
        count: int = await connection.fetchval(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY%' "
            "AND state <> 'idle'"
        )
        return count
    finally:
        await connection.close()


async def test_c8_a_reader_that_goes_away_leaves_no_query_and_no_connection(customers: Customers) -> None:
    await _many(customers)
    app = customers.desk._transport.app  # type: ignore[attr-defined]
    async with serve(app, "127.0.0.1", 0, asyncio.Event()) as port:
        url = f"http://127.0.0.1:{port}/api/customers/export.csv"
        headers = {"Authorization": customers.desk.headers["Authorization"]}
        async with (
            httpx.AsyncClient(headers=headers) as reader,
            reader.stream("GET", url) as answer,
        ):
            pieces = answer.aiter_raw()
            assert await anext(pieces)
            await eventually(lambda: _is(_copying(customers), 1))
        await eventually(lambda: _is(_copying(customers), 0))
    await eventually(lambda: _checked_out(customers, 0))
    assert (await customers.desk.get("/api/customers", params={"limit": 1})).status_code == 200


async def test_c8_a_reader_that_stops_reading_is_cut_off(
    customers: Customers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(customer_export, "PATIENCE_S", 0.5)
    await _many(customers)
    app = customers.desk._transport.app  # type: ignore[attr-defined]
    async with serve(app, "127.0.0.1", 0, asyncio.Event()) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        token = customers.desk.headers["Authorization"]
        writer.write(
            f"GET /api/customers/export.csv HTTP/1.1\r\nHost: x\r\nAuthorization: {token}\r\n\r\n".encode()
        )
        await reader.readuntil(b"Kundennummer")
        await eventually(lambda: _is(_copying(customers), 0))
        await eventually(lambda: _checked_out(customers, 0))
        writer.close()


async def _is(count: Any, expected: int) -> None:
    assert await count == expected


async def _checked_out(customers: Customers, expected: int) -> None:
    pool: Any = customers.database.engine.pool
    assert pool.checkedout() == expected
