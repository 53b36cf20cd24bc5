"""The mail catcher's pages: a list, and one mail as text and as it would look."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage, MIMEPart
from html import escape

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from deploy.local.mail_catcher.reports import failures_for
from deploy.local.mail_catcher.store import MailStore, addresses

SHOWN = 200
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
# What a mail contains is foreign: no scripts, nothing fetched, an origin of its own.
MAIL_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1b1b1f }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .4rem .8rem .4rem 0;
vertical-align: top } tr + tr { border-top: 1px solid #d5d5dd } a { color: #1850a8 }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f4f7; padding: 1rem }
iframe { width: 100%; height: 32rem; border: 1px solid #d5d5dd }
"""


def mail_pages(store: MailStore) -> Starlette:
    """The pages over `store`, for this machine's browser alone."""

    async def listing(_: Request) -> Response:
        rows = "".join(_row(name, mail) for name, mail in store.newest(SHOWN))
        count = store.count()
        note = f"<p>Die neuesten {SHOWN} von {count}.</p>" if count > SHOWN else ""
        table = (
            f"<table><thead><tr><th>Eingang<th>An<th>Betreff<th>Antwort</thead><tbody>{rows}</tbody></table>"
        )
        return _page("Mailfang", note + (table if rows else "<p>Noch keine E-Mail.</p>"))

    async def reading(request: Request) -> Response:
        name = request.path_params["name"]
        mail = store.read(name)
        if mail is None:
            return PlainTextResponse("Diese E-Mail gibt es nicht.", 404)
        return _page(str(mail.get("Subject", "(ohne Betreff)")), _reading(name, mail))

    async def html_part(request: Request) -> Response:
        mail = store.read(request.path_params["name"])
        part = mail.get_body(("html",)) if mail is not None else None
        if part is None:
            return PlainTextResponse("Diese E-Mail hat keinen HTML-Teil.", 404)
        return _secured(HTMLResponse(_text(part)), MAIL_POLICY)

    async def style(_: Request) -> Response:
        return Response(STYLE, media_type="text/css")

    return Starlette(
        routes=[
            Route("/", lambda _: RedirectResponse("/mails")),
            Route("/mails", listing),
            Route("/mails/{name}", reading),
            Route("/mails/{name}/html", html_part),
            Route("/style.css", style),
        ],
        # A foreign site that points its name at this machine is not answered.
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=["localhost", "127.0.0.1"])],
    )


def _row(name: str, mail: EmailMessage) -> str:
    arrived = datetime.strptime(name[:15], "%Y%m%dT%H%M%S")  # noqa: DTZ007 - shown as UTC
    reports = [
        failure.status
        for recipient in mail.get_all("X-Envelope-To", [])
        for failure in failures_for(str(recipient).strip("<>"))
    ]
    cells = (
        f"{arrived:%d.%m.%Y %H:%M:%S} UTC",
        escape(addresses(mail, "To")),
        f'<a href="/mails/{escape(name)}">{escape(str(mail.get("Subject") or "(ohne Betreff)"))}</a>',
        f"Zustellbericht {escape(', '.join(reports))}" if reports else "angenommen",
    )
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _reading(name: str, mail: EmailMessage) -> str:
    header = "".join(f"{escape(str(key))}: {escape(str(value))}\n" for key, value in mail.items())
    plain = mail.get_body(("plain",))
    parts = ['<p><a href="/mails">Alle E-Mails</a></p>', f"<h2>Kopf</h2><pre>{header}</pre>"]
    if plain is not None:
        parts.append(f"<h2>Text</h2><pre>{escape(_text(plain))}</pre>")
    if mail.get_body(("html",)) is not None:
        parts.append(
            f'<h2>HTML</h2><iframe sandbox src="/mails/{escape(name)}/html" title="HTML-Teil"></iframe>'
        )
    attached = [escape(part.get_filename() or part.get_content_type()) for part in mail.iter_attachments()]
    if attached:
        items = "".join(f"<li>{filename}</li>" for filename in attached)
        parts.append(f"<h2>Anhänge</h2><ul>{items}</ul>")
    return "".join(parts)


def _text(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError):
        payload = part.get_payload(decode=True)
        return payload.decode("latin-1") if isinstance(payload, bytes) else str(payload)


def _page(title: str, content: str) -> Response:
    document = (
        '<!doctype html><html lang="de"><head><meta charset="utf-8">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="/style.css"></head>'
        f"<body><h1>{escape(title)}</h1>{content}</body></html>"
    )
    return _secured(HTMLResponse(document), PAGE_POLICY)


def _secured(response: Response, policy: str) -> Response:
    response.headers["Content-Security-Policy"] = policy
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
