"""What a request may carry: limits on its size, and text that PostgreSQL can store."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.http.problems import FieldError, Problem, invalid_fields, render, standard_problem
from chassis.http.validation_texts import validation_text

JSON_LIMIT = 1024 * 1024

# JSON can hold NUL and lone surrogates only as \u escapes; only then, or for long numbers, it is looked into.
_SUSPICIOUS = re.compile(rb"\\u|\d{19}")


class BodyGuard:
    """ASGI middleware. Refuses bodies above the limit with 413, and NUL, lone surrogates and numbers
    beyond 64 bits with 422 that names the field: a database cannot store them, so they never reach one."""

    def __init__(self, app: ASGIApp, max_body_bytes: int = JSON_LIMIT) -> None:
        self._app = app
        self._max_body_bytes = max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        try:
            _check_target(scope)
            receive = await self._guarded(headers, receive)
        except Problem as problem:
            await render(problem, headers.get("accept-language"))(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _guarded(self, headers: Headers, receive: Receive) -> Receive:
        media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
        is_json = media_type == "application/json" or media_type.endswith("+json")
        limit = JSON_LIMIT if is_json else self._max_body_bytes
        announced = headers.get("content-length", "0")
        if not announced.isdigit() or int(announced) > limit:
            raise standard_problem(413 if announced.isdigit() else 400)
        limited = _limited(receive, limit)
        if not is_json:
            return limited
        body = await _read(limited)
        if body is None:
            return receive
        _check_json(body)
        return _replayed(body, receive)


def _limited(receive: Receive, limit: int) -> Receive:
    received = 0

    async def limited() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > limit:
            raise HTTPException(413)
        return message

    return limited


async def _read(receive: Receive) -> bytes | None:
    chunks = []
    while True:
        try:
            message = await receive()
        except HTTPException as error:
            raise standard_problem(error.status_code) from None
        if message["type"] != "http.request":
            return None
        chunks.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(chunks)


def _replayed(body: bytes, receive: Receive) -> Receive:
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return pending.pop() if pending else await receive()

    return replayed


def _check_target(scope: Scope) -> None:
    if "\x00" in scope["path"]:
        raise standard_problem(404)
    query: bytes = scope["query_string"]
    if b"%00" in query:
        for name, value in parse_qsl(query.decode("latin-1"), keep_blank_values=True):
            if "\x00" in name + value:
                raise _refused((_name([name]), "null_character"))


def _check_json(body: bytes) -> None:
    try:
        body.decode()  # RFC 8259: UTF-8, where Python would guess UTF-16 and let surrogates through
    except UnicodeDecodeError:
        raise _refused(("body", "json_invalid")) from None
    if b"\x00" in body:
        raise _refused(("body", "json_invalid"))
    if not _SUSPICIOUS.search(body):
        return
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return  # the handler's own reading refuses it
    faults = [(_name(path), code) for path, code in islice(_unstorable(document), 20)]
    if faults:
        raise _refused(*faults)


def _unstorable(document: Any) -> Iterator[tuple[list[str], str]]:
    stack: list[tuple[list[str], Any]] = [([], document)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, str):
            code = _text_fault(value)
            if code:
                yield path, code
        elif isinstance(value, dict):
            for key, item in value.items():
                code = _text_fault(key)
                if code:
                    yield [*path, key], code
                stack.append(([*path, key], item))
        elif isinstance(value, list):
            stack.extend(([*path, str(index)], item) for index, item in enumerate(value))
        elif isinstance(value, int) and not -(2**63) <= value < 2**63:
            yield path, "number_too_large"


def _text_fault(text: str) -> str | None:
    if "\x00" in text:
        return "null_character"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "lone_surrogate"
    return None


def _name(path: list[str]) -> str:
    return ".".join(path).encode(errors="replace").decode()[:300] or "body"


def _refused(*faults: tuple[str, str]) -> Problem:
    return invalid_fields(*(FieldError(field, code, *validation_text(code, {})) for field, code in faults))
