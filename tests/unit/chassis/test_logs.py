"""Log lines: what is personal never reaches one, whoever logs it."""

import asyncio
import io
import json
import logging
import sqlite3
import sys
import warnings
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from pydantic import BaseModel, ValidationError
from sqlalchemy.exc import IntegrityError

from chassis import logs, tracing

CANARY = "Kanarienvogel"
ADDRESS = "kanarienvogel@example.org"


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    logs.setup("customers", "api", "INFO")
    yield lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    root.handlers[:], root.level = before
    logging.captureWarnings(False)


def test_a_line_names_service_role_and_its_ids(lines: Any) -> None:
    invoice = uuid4()
    logs.get_logger("billing.issue").info("invoice issued", invoice_id=invoice, count=3)
    (line,) = lines()
    assert line["event"] == "invoice issued"
    assert (line["service"], line["role"], line["logger"]) == ("customers", "api", "billing.issue")
    assert (line["invoice_id"], line["count"], line["level"]) == (str(invoice), 3, "info")


def test_a_line_within_a_span_carries_its_trace(lines: Any) -> None:
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    with tracing.span("x", parent):
        logs.get_logger("x").info("within")
    assert lines()[0]["trace_id"] == "0af7651916cd43dd8448eb211c80319c"


def test_fields_that_are_not_allowed_are_dropped_by_name(lines: Any) -> None:
    logs.get_logger("x").info("created", email=ADDRESS, customer={"name": CANARY}, kind="customer")
    (line,) = lines()
    assert line["dropped"] == ["email", "customer"]
    assert CANARY.lower() not in json.dumps(line).lower()


@pytest.mark.parametrize("value", [ADDRESS, "Frau Kanarienvogel", "Müller", {"a": CANARY}, CANARY.encode()])
def test_values_that_do_not_look_like_ids_are_withheld(lines: Any, value: Any) -> None:
    logs.get_logger("x").info("odd", reason=value, job_ids=[value])
    text = json.dumps(lines(), ensure_ascii=False)
    assert CANARY.lower() not in text.lower()
    assert "Müller" not in text


def test_an_integrity_error_leaves_no_value_behind(lines: Any) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("create table t (email text primary key)")
    try:
        try:
            connection.execute("insert into t values (?), (?)", (ADDRESS, ADDRESS))
        except sqlite3.IntegrityError as error:
            raise IntegrityError(f"insert {ADDRESS}", {"email": ADDRESS}, error) from error
    except IntegrityError:
        logs.get_logger("x").exception("failed")
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application\n%s", ADDRESS)
        logging.getLogger("some.library").exception(f"cannot store {ADDRESS}")
    found = lines()
    assert [line["exception"]["class"] for line in found] == ["sqlalchemy.exc.IntegrityError"] * 3
    assert found[0]["exception"]["because_of"] == ["sqlite3.IntegrityError"]
    assert found[0]["exception"]["frames"][-1].endswith("test_an_integrity_error_leaves_no_value_behind")
    assert CANARY.lower() not in json.dumps(found).lower()
    assert found[1]["event"] == "Exception in ASGI application"
    assert "test_logs.py" in found[2]["event"]


def test_a_validation_error_leaves_no_value_behind(lines: Any) -> None:
    class Body(BaseModel):
        number: int

    try:
        Body.model_validate({"number": CANARY})
    except ValidationError:
        logs.get_logger("x").exception("failed")
    assert CANARY not in json.dumps(lines())


def test_groups_of_exceptions_are_told_by_their_classes(lines: Any) -> None:
    try:
        raise ExceptionGroup(CANARY, [ValueError(CANARY), KeyError(CANARY)])
    except ExceptionGroup:
        logs.get_logger("x").exception("failed")
    (line,) = lines()
    assert line["exception"]["class"] == "ExceptionGroup[ValueError, KeyError]"
    assert CANARY not in json.dumps(line)


def test_foreign_loggers_tell_their_template_and_never_the_arguments(lines: Any) -> None:
    logging.getLogger("aiokafka.consumer").warning("Heartbeat failed for %s", ADDRESS)
    logging.getLogger("sqlalchemy.engine").warning("row %r", (CANARY,))
    logging.getLogger("mail.log").warning("RCPT TO %s", ADDRESS)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(f"odd {CANARY}", stacklevel=1)
    found = lines()
    assert [line["event"] for line in found[:2]] == ["Heartbeat failed for %s", "row %r"]
    assert CANARY.lower() not in json.dumps(found).lower()


async def test_what_nobody_awaited_is_told_by_class(lines: Any) -> None:
    async def fails() -> None:
        raise ValueError(CANARY)

    loop = asyncio.get_running_loop()
    loop.set_exception_handler(logs.log_unhandled)
    task = loop.create_task(fails())
    await asyncio.wait([task])
    del task
    loop.set_exception_handler(None)
    (line,) = lines()
    assert line["exception"]["class"] == "ValueError"
    assert CANARY not in json.dumps(line)


def test_the_access_log_is_off(lines: Any) -> None:
    logging.getLogger("uvicorn.access").info('%s - "%s %s"', "::1", "GET", f"/?q={CANARY}")
    assert lines() == []
