"""RFC 9457 problem details, German or English, that never repeat what was sent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from chassis.http.validation_texts import validation_text

URN = "urn:stammkunde:problem:"
MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class FieldError:
    """One field that did not pass: where, a stable code, and what to do in both languages."""

    field: str
    code: str
    message_de: str
    message_en: str


class Problem(Exception):
    """An answer that is no success. Raise it anywhere while a request is handled.

    `type` is a stable slug that clients compare; titles are for people. `extra` adds members to the
    body; personal data belongs there only for a caller who may read it anyway (409 with candidates,
    412 with the current state).
    """

    def __init__(
        self,
        status: int,
        type: str,
        *,
        title_de: str,
        title_en: str,
        detail_de: str | None = None,
        detail_en: str | None = None,
        errors: Sequence[FieldError] = (),
        extra: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {type}")
        self.status = status
        self.type = type
        self.title = {"de": title_de, "en": title_en}
        self.detail = {"de": detail_de, "en": detail_en}
        self.errors = tuple(errors)
        self.extra = dict(extra or {})
        self.headers = dict(headers or {})

    def body(self, language: str) -> dict[str, Any]:
        """The members of the answer in `language` (`de` or `en`)."""
        body: dict[str, Any] = {
            "type": URN + self.type,
            "title": self.title[language],
            "status": self.status,
        }
        if self.detail[language]:
            body["detail"] = self.detail[language]
        if self.errors:
            body["errors"] = [
                {
                    "field": error.field,
                    "code": error.code,
                    "message": error.message_de if language == "de" else error.message_en,
                }
                for error in self.errors
            ]
        extra: dict[str, Any] = jsonable_encoder(self.extra)
        return body | extra


def not_found(title_de: str = "Nicht gefunden", title_en: str = "Not found") -> Problem:
    """404: there is no such thing, or it is none of the caller's business."""
    return Problem(404, "not-found", title_de=title_de, title_en=title_en)


def invalid_fields(*errors: FieldError) -> Problem:
    """422 that names the fields, for rules that only a look into the database can check."""
    return Problem(
        422,
        "validation",
        title_de="Die Angaben sind unvollständig oder ungültig",
        title_en="The request does not validate",
        errors=errors,
    )


def invalid(code: str, message_de: str, message_en: str) -> PydanticCustomError:
    """The error to raise in a pydantic validator of a request model; both texts reach the caller."""
    return PydanticCustomError(
        "invalid", "{message_en}", {"code": code, "message_de": message_de, "message_en": message_en}
    )


class FieldErrorBody(BaseModel):
    """One entry of `errors`."""

    field: str
    code: str
    message: str


class ProblemBody(BaseModel):
    """RFC 9457 problem details; `type` is stable, the texts follow Accept-Language."""

    model_config = ConfigDict(extra="allow", title="Problem")

    type: str = Field(examples=[URN + "not-found"])
    title: str
    status: int
    detail: str | None = None
    errors: list[FieldErrorBody] | None = None


_TITLES: dict[int, tuple[str, str, str]] = {
    400: ("bad-request", "Die Anfrage ist nicht lesbar", "The request cannot be read"),
    401: ("unauthenticated", "Bitte melden Sie sich an", "Please sign in"),
    403: ("forbidden", "Dafür fehlt die Berechtigung", "You are not allowed to do this"),
    404: ("not-found", "Nicht gefunden", "Not found"),
    405: ("method-not-allowed", "Diese Methode gibt es hier nicht", "This method is not available here"),
    406: ("not-acceptable", "Dieses Format gibt es hier nicht", "This format is not available here"),
    409: ("conflict", "Das widerspricht dem aktuellen Stand", "This conflicts with the current state"),
    410: ("gone", "Das gibt es nicht mehr", "This is gone"),
    412: ("stale", "Der Datensatz wurde inzwischen geändert", "The record has changed meanwhile"),
    413: ("too-large", "Die Anfrage ist zu groß", "The request is too large"),
    415: ("unsupported-media-type", "Dieses Format wird hier nicht gelesen", "This format is not read here"),
    422: ("validation", "Die Angaben sind unvollständig oder ungültig", "The request does not validate"),
    428: ("precondition-required", "Es fehlt die Angabe der Version (If-Match)", "If-Match is required"),
    429: ("too-many-requests", "Zu viele Anfragen, bitte warten Sie", "Too many requests, please wait"),
    500: ("internal", "Unerwarteter Fehler", "Unexpected error"),
    503: ("unavailable", "Vorübergehend nicht verfügbar", "Temporarily unavailable"),
}


def standard_problem(
    status: int, *, headers: Mapping[str, str] | None = None, errors: Sequence[FieldError] = ()
) -> Problem:
    """The problem that a bare status stands for."""
    slug, title_de, title_en = _TITLES.get(status) or _TITLES[400 if status < 500 else 500]
    return Problem(status, slug, title_de=title_de, title_en=title_en, headers=headers, errors=errors)


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For `responses=` of a route: documents these statuses as problem details."""
    return {
        status: {
            "description": standard_problem(status).title["en"],
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in statuses
    }


def language(accept_language: str | None) -> str:
    """`de` or `en`, by the weights of Accept-Language; German when it asks for neither."""
    best, best_weight = "de", 0.0
    for part in (accept_language or "").split(","):
        tag, _, parameter = part.strip().partition(";")
        name, _, value = parameter.strip().partition("=")
        try:
            weight = float(value) if name == "q" else 1.0
        except ValueError:
            weight = 0.0
        primary = tag.strip().lower().partition("-")[0]
        if primary in {"de", "en"} and weight > best_weight:
            best, best_weight = primary, weight
    return best


def render(problem: Problem, accept_language: str | None) -> Response:
    """The answer for a problem."""
    chosen = language(accept_language)
    return JSONResponse(
        problem.body(chosen),
        status_code=problem.status,
        media_type=MEDIA_TYPE,
        headers={
            **problem.headers,
            "Content-Language": chosen,
            "Vary": "Accept-Language",
            "Cache-Control": "no-store",
        },
    )


def respond(request: Request, problem: Problem) -> Response:
    """The answer for a problem, in the language of the request."""
    return render(problem, request.headers.get("accept-language"))


async def on_problem(request: Request, error: Exception) -> Response:
    """Exception handler for `Problem`."""
    assert isinstance(error, Problem)
    return respond(request, error)


async def on_http_exception(request: Request, error: Exception) -> Response:
    """Exception handler for what the framework raises itself; its detail text is not passed on.

    JSON that no parser takes (a hundred thousand brackets, a number of five thousand digits) is invalid JSON.
    """
    assert isinstance(error, HTTPException)
    if error.status_code == 400 and _says_json(request):
        texts = validation_text("json_invalid", {})
        return respond(request, standard_problem(422, errors=[FieldError("body", "json_invalid", *texts)]))
    return respond(request, standard_problem(error.status_code, headers=error.headers))


async def on_validation_error(request: Request, error: Exception) -> Response:
    """Exception handler for requests that do not validate: 422, or 415 when the body is no JSON at all."""
    assert isinstance(error, RequestValidationError)
    details = error.errors()
    if _is_wrong_media_type(request, details):
        return respond(request, standard_problem(415))
    return respond(request, standard_problem(422, errors=[_field_error(detail) for detail in details[:50]]))


def mapped(translate: Callable[[Any], Problem]) -> Callable[[Request, Exception], Any]:
    """Exception handler for a domain error, by the service's own translation."""

    async def handler(request: Request, error: Exception) -> Response:
        return respond(request, translate(error))

    return handler


def _is_wrong_media_type(request: Request, details: Sequence[Any]) -> bool:
    return not _says_json(request) and any(
        tuple(detail["loc"]) == ("body",) and detail["type"] != "missing" for detail in details
    )


def _says_json(request: Request) -> bool:
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return content_type == "application/json" or content_type.endswith("+json")


def _field_error(detail: Mapping[str, Any]) -> FieldError:
    loc = [str(part)[:100] for part in detail["loc"]]
    if detail["type"] == "json_invalid":
        loc = ["body"]
    elif len(loc) > 1:
        loc = loc[1:]
    context = detail.get("ctx") or {}
    if "message_de" in context:
        return FieldError(
            ".".join(loc),
            str(context.get("code", detail["type"])),
            context["message_de"],
            context["message_en"],
        )
    message_de, message_en = validation_text(detail["type"], context)
    return FieldError(".".join(loc), detail["type"], message_de, message_en)
