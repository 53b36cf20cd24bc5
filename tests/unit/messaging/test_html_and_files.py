"""HTML of a mail carries nothing that runs or fetches; a file's name is a name and nothing else (ADR 0019)."""

import pytest

from messaging.adapters.html import HTML_LENGTH, MOST_TAGS, sanitised, says_something
from messaging.domain.attachment import file_name, media_type


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("<p>Hallo<script>alert(1)</script></p>", "<p>Hallo</p>"),
        ('<p onclick="x()">a</p>', "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', '<a rel="noopener noreferrer">a</a>'),
        ('<a href="JaVa\tscript:alert(1)">a</a>', '<a rel="noopener noreferrer">a</a>'),
        ('<a href="data:text/html,x">a</a>', '<a rel="noopener noreferrer">a</a>'),
        ('<a href="//evil.example">a</a>', '<a rel="noopener noreferrer">a</a>'),
        (
            '<a href="https://a.example/?x=1&y={{name}}">a</a>',
            '<a href="https://a.example/?x=1&amp;y={{name}}" rel="noopener noreferrer">a</a>',
        ),
        ('<img src="https://t.example/pixel.gif">a', "a"),
        ('<p style="color: red; position: fixed">a</p>', '<p style="color:red">a</p>'),
        ('<p style="background-color: url(https://t.example)">a</p>', "<p>a</p>"),
        ('<div style="width:expression(alert(1))">a</div>', "<div>a</div>"),
        ("<style>@import url(https://t.example)</style><iframe src=x>y</iframe>a", "a"),
        ("<form action=x><input name=y>a</form>", "a"),
        ('<svg><a xlink:href="javascript:x">b</a></svg>a', "a"),
        ("<!-- x -->a<meta http-equiv=refresh content=0>", "a"),
        ("<table><tbody><tr><td colspan=2>a</td></tr></tbody></table>",
         '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>'),
        ("<h1>a</h1>\r\n<ul><li>b</li></ul>", "<h1>a</h1>\n<ul><li>b</li></ul>"),
    ],
)  # fmt: skip
def test_m1_html_keeps_its_text_and_loses_what_runs_or_fetches(given: str, kept: str) -> None:
    assert sanitised(given) == kept
    assert sanitised(kept) == kept


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<table>", "<a href=x>"])
def test_m1_the_deepest_html_that_is_taken_is_cleaned_like_any_other(tag: str) -> None:
    text = "Hallo<script>x</script>"
    assert "Hallo" in sanitised((tag * MOST_TAGS)[: HTML_LENGTH - len(text)] + text)
    assert "script" not in sanitised((tag * MOST_TAGS)[: HTML_LENGTH - len(text)] + text)


def test_m1_html_without_text_says_nothing() -> None:
    assert not says_something(sanitised("<p>&nbsp;</p><br><img src=x><hr>"))
    assert says_something("<p>a</p>")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Kursplan 2027.pdf", "Kursplan 2027.pdf"),
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\jana\plan.pdf", "plan.pdf"),
        ("a\r\nContent-Type: text/html", "html"),
        ("rechnung\u202efdp.exe", "rechnung fdp.exe"),
        ("plan\x00.pdf", "plan .pdf"),
        ("", "Anhang"),
        ("..", "Anhang"),
        (None, "Anhang"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("y" * 300, "y" * 120),
    ],
)
def test_m1_a_file_has_a_name_and_no_path(given: str | None, kept: str) -> None:
    assert file_name(given) == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("application/pdf", "application/pdf"),
        ("Text/Plain; charset=utf-8", "text/plain"),
        ("nonsense", "application/octet-stream"),
        ("a/b\r\nX: y", "application/octet-stream"),
        ("message/rfc822", "application/octet-stream"),
        ("multipart/mixed", "application/octet-stream"),
        (None, "application/octet-stream"),
    ],
)
def test_m1_a_media_type_is_a_media_type(given: str | None, kept: str) -> None:
    assert media_type(given) == kept
