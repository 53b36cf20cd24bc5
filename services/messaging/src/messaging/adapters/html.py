"""HTML as a mail may carry it (ADR 0019)."""

import re

import nh3

HTML_LENGTH = 200_000
MOST_TAGS = 10_000
"""The parser's time grows with the square of the depth; so deep it is still a fifth of a second."""

_FETCHES = re.compile(r"url|image|expression|[\\@(]", re.IGNORECASE)

_BLOCKS = {"p", "div", "h1", "h2", "h3", "blockquote", "td", "th"}
_STYLED = _BLOCKS | {"span", "table"}


def _kept(tag: str, attribute: str, value: str) -> str | None:
    return None if attribute == "style" and _FETCHES.search(value) else value


_CLEANER = nh3.Cleaner(
    tags={
        *("p", "br", "hr", "div", "span", "blockquote", "h1", "h2", "h3"),
        *("strong", "em", "b", "i", "u", "s", "a", "ul", "ol", "li"),
        *("table", "thead", "tbody", "tfoot", "tr", "th", "td"),
    },
    # What these hold is no text of the mail.
    clean_content_tags={"script", "style", "title", "template", "noscript", "iframe", "svg", "math"},
    attributes={
        "a": {"href"},
        "th": {"colspan", "rowspan", "style"},
        "td": {"colspan", "rowspan", "style"},
        **{tag: {"style"} for tag in _STYLED - {"th", "td"}},
    },
    attribute_filter=_kept,
    filter_style_properties={
        *("color", "background-color", "text-align", "font-weight", "font-style", "text-decoration"),
        *("font-size", "width", "padding", "border", "border-collapse"),
    },
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="noopener noreferrer",
)


def sanitised(html: str) -> str:
    """Headings, lists, tables, links to the web and to addresses, a few styles; all else is dropped.

    No images: a remote one would tell its server who opens the mail, and when.
    """
    return _CLEANER.clean(html.replace("\r\n", "\n").replace("\r", "\n")).strip()


def says_something(html: str) -> bool:
    """Whether there is text in it."""
    return bool(nh3.clean(html, tags=set()).replace("&nbsp;", " ").strip())
