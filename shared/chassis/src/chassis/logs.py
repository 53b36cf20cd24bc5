"""Structured logs (JSON lines on stdout) that cannot hold personal data.

Our own lines pass fields by an allowlist of names and only values that look like ids or numbers.
Foreign libraries contribute the template of their message, never its arguments. Exceptions are told by
class and frames, never by their text: a database error quotes the row it is about.
"""

import asyncio
import logging
import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
import structlog
from opentelemetry import trace

FIELDS = frozenset(
    {
        "attempt", "attempts", "code", "consumed", "count", "deleted", "group", "id", "kind", "lane",
        "limit", "method", "offset", "outcome", "partition", "partitions", "port", "published",
        "reason", "revision", "role", "route", "row", "rows", "seconds", "sequence", "signal", "size",
        "state", "status", "task", "topic", "topics", "type", "types", "version",
    }
)  # fmt: skip
"""The names of fields that reach a line, besides those that end in one of SUFFIXES."""
SUFFIXES = ("_id", "_ids", "_count", "_ms", "_seconds", "_bytes", "_total")

# Ids, slugs, topic and class names, route templates: no spaces and no @, so neither a name nor an address.
_HARMLESS = re.compile(r"[A-Za-z0-9_.:/{}*+<>-]{1,200}")
# Libraries whose message templates are literals. Of all others only the place in their code is told.
_KNOWN_LIBRARIES = ("uvicorn", "aiokafka", "alembic", "sqlalchemy", "opentelemetry", "sse_starlette")
_LONGEST_TEMPLATE = 200
_MOST_FRAMES = 30


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    """The logger of a module. The event is a literal text; what varies goes into fields of FIELDS."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger


def setup(service: str, role: str, level: str = "INFO") -> None:
    """Sends everything that is logged in this process to stdout, one JSON object per line."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(_LineFormatter(service, role))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.captureWarnings(True)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = name != "uvicorn.access"
    for name in ("aiokafka", "sqlalchemy", "alembic", "httpx", "httpcore", "sse_starlette", "asyncio"):
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def log_unhandled(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Exception handler for the event loop: what nobody awaited is told by class and frames."""
    error = context.get("exception")
    get_logger("asyncio").error("unhandled in the event loop", exc_info=error if error is not None else False)


def describe(error: BaseException) -> dict[str, Any]:
    """An exception without its text: classes along the chain, and where it was raised."""
    classes: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        name = f"{type(current).__module__}.{type(current).__qualname__}".removeprefix("builtins.")
        if isinstance(current, BaseExceptionGroup):
            name += f"[{', '.join(type(part).__qualname__ for part in current.exceptions[:10])}]"
        classes.append(name)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    described: dict[str, Any] = {"class": classes[0], "frames": _frames(error)}
    sqlstate = getattr(getattr(error, "orig", error), "sqlstate", None)
    if isinstance(sqlstate, str) and re.fullmatch(r"[0-9A-Z]{5}", sqlstate):
        described["sqlstate"] = sqlstate
    if len(classes) > 1:
        described["because_of"] = classes[1:]
    return described


def _frames(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)[-_MOST_FRAMES:]
    return [f"{_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _place(filename: str) -> str:
    return "/".join(filename.replace("\\", "/").split("/")[-3:])


def _allowlisted(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    kept: dict[str, Any] = {}
    dropped = []
    for name, value in event.items():
        if name in {"event", "level", "logger", "exc_info"}:
            kept[name] = value
        elif name in FIELDS or name.endswith(SUFFIXES):
            kept[name] = _harmless(value)
        else:
            dropped.append(name)
    if dropped:
        kept["dropped"] = dropped
    return kept


def _harmless(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_harmless(item) for item in list(value)[:50]]
    if isinstance(value, (str, UUID)):
        text = str(value)
        return text if _HARMLESS.fullmatch(text) else "[withheld]"
    return f"[{type(value).__name__}]"


def _render_own_exception(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    elif isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["exception"] = describe(error)
    return event


class _LineFormatter(logging.Formatter):
    def __init__(self, service: str, role: str) -> None:
        super().__init__()
        self._service = service
        self._role = role

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "service": self._service,
            "role": self._role,
        }
        if isinstance(record.msg, Mapping) and hasattr(record, "_logger"):
            line |= record.msg
        else:
            line |= _foreign(record)
        context = trace.get_current_span().get_span_context()
        if context.is_valid:
            line["trace_id"] = trace.format_trace_id(context.trace_id)
        return orjson.dumps(line, default=str, option=orjson.OPT_NON_STR_KEYS).decode()


def _foreign(record: logging.LogRecord) -> dict[str, Any]:
    event = f"{_place(record.pathname)}:{record.lineno}"
    if record.name.split(".")[0] in _KNOWN_LIBRARIES and isinstance(record.msg, str):
        event = record.msg.strip().partition("\n")[0][:_LONGEST_TEMPLATE]
    line: dict[str, Any] = {"event": event, "logger": record.name}
    if record.exc_info and record.exc_info[1] is not None:
        line["exception"] = describe(record.exc_info[1])
    return line


# Where nothing is set up yet (a tool, a test) lines go through the same processors: no frame shows its values.
structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        _allowlisted,
        _render_own_exception,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    wrapper_class=structlog.stdlib.BoundLogger,
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=False,
)
