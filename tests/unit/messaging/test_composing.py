"""From a message to the bytes on the wire."""

import email
import email.policy
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.utils import getaddresses
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from messaging.adapters.compose import Content, Envelope, compose
from messaging.adapters.headers import address_header, file_name_attributes, text_header
from messaging.adapters.mime import Attachment
from messaging.domain.attempt import Attempt, Unsendable
from messaging.domain.message import Channel, Kind, Message
from messaging.domain.recipient import Recipient, RecipientStatus

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SENDER = Address("Schwimmschule Süd", addr_spec="buero@example.org")
HEADERS = {
    *("From", "To", "Subject", "Date", "Message-ID"),
    *("MIME-Version", "Content-Type", "Content-Transfer-Encoding"),
}
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=120)


def composed(
    subject: str = "Kurs",
    body: str = "Hallo",
    name: str = "Jana",
    address: str = "jana@example.net",
    message_id: UUID | None = None,
    content: Content | None = None,
    kind: Kind = Kind.PERSONAL,
) -> Envelope | Unsendable:
    customer_id = uuid4()
    message = Message(
        id=message_id or uuid4(),
        customer_id=customer_id,
        submission_id=uuid4(),
        channel=Channel.EMAIL,
        kind=kind,
        subject=subject,
        body=body,
        confirm_blocked=False,
        created_at=NOW,
        created_by=None,
    )
    attempt = Attempt(uuid4(), message.id, customer_id, 1, 7, "ab" * 16, address, 1, NOW)
    recipient = Recipient(customer_id, RecipientStatus.ACTIVE, last_name=name, email=address)
    return compose(message, attempt, recipient, SENDER, "bounces.example.org", content)


def parsed(mail: Envelope | Unsendable) -> Any:
    assert isinstance(mail, Envelope)
    return email.message_from_bytes(mail.data, policy=email.policy.default)


@given(subject=TEXTS, name=TEXTS, body=TEXTS)
def test_no_text_adds_a_header(subject: str, name: str, body: str) -> None:
    mail = composed(subject=subject, name=name, body=body)
    message = parsed(mail)
    assert set(message.keys()) == HEADERS
    assert len(message.keys()) == len(HEADERS)
    assert [address.addr_spec for address in message["To"].addresses] == ["jana@example.net"]
    assert isinstance(mail, Envelope)
    assert mail.data.isascii()


def test_an_attempted_injection_stays_in_its_header() -> None:
    message = parsed(composed(subject="Kurs\r\nBcc: alle@example.org", name="Jana\nBcc: alle@example.org"))
    assert message["Bcc"] is None
    assert message["Subject"] == "Kurs Bcc: alle@example.org"


HOSTILE_PIECES = st.lists(
    st.sampled_from(
        (
            *(
                "=?utf-8?q?a=0D=0ABcc:_e@evil.example?=",
                "=?utf-8?B?DQpCY2M6IGVAZXZpbC5leGFtcGxl?=",
                "=?us-ascii?q?x?=",
            ),
            *(
                ",",
                ";",
                ":",
                '"',
                "\\",
                "(",
                ")",
                "<",
                ">",
                "@",
                "[",
                "]",
                ".",
                "=?",
                "?=",
                "=",
                "'",
                " ",
                "  ",
            ),
            *(
                "<e@evil.example>",
                "e@evil.example",
                "x" * 70,
                "ü" * 50,
                "👨‍👩‍👧",
                "Jana",
                "Größe",
                "א",
                "\u00ad",
            ),
        )
    ),
    max_size=14,
).map("".join)


@settings(max_examples=500)
@given(text=HOSTILE_PIECES)
@example(text="<e@evil.example><e@evil.example> <e@evil.example><e@evil.example><e@evil.example>")
def test_m1_what_looks_like_an_encoded_header_arrives_as_it_was_written(text: str) -> None:
    mail = composed(subject=text, name=text)
    assert isinstance(mail, Envelope)
    head = mail.data.partition(b"\r\n\r\n")[0]
    assert b"\r\nBcc:" not in head
    assert all(len(line) <= 78 and line.strip() for line in head.split(b"\r\n") if line != b"Subject: ")
    message = email.message_from_bytes(mail.data)
    [(name, address)] = getaddresses([message["To"]])
    written = " ".join(text.split())
    unfolded = "".join(message["Subject"].splitlines())
    assert str(make_header(decode_header(unfolded))) == written
    assert (str(make_header(decode_header(name))), address) == (written, "jana@example.net")


def test_m1_emoji_of_several_signs_stay_whole_in_subjects_and_file_names() -> None:
    family = "Familie 👨‍👩‍👧"
    files = [Attachment(f"{family}.pdf", "application/pdf", b"x")]
    message = parsed(composed(content=Content(family, "Text", attachments=files)))
    assert message["Subject"] == family
    [file] = message.iter_attachments()
    assert file.get_filename() == f"{family}.pdf"


@given(name=HOSTILE_PIECES)
def test_m1_the_name_of_a_file_adds_no_header_and_stays_as_it_was(name: str) -> None:
    files = [Attachment(f"a{name}.pdf", "application/pdf", b"x")]
    mail = composed(content=Content("Kurs", "Text", attachments=files))
    [file] = parsed(mail).iter_attachments()
    assert set(file.keys()) == {"Content-Type", "Content-Transfer-Encoding", "Content-Disposition"}
    written = (
        " ".join(f"a{name}.pdf".split()).replace("\\", "/").rpartition("/")[2].replace('"', "'").strip(". ")
    )
    shown = file.get_filename()
    assert shown == written or (len(written) > 150 and len(shown) <= 150)


def test_umlauts_and_emoji_arrive_as_written() -> None:
    message = parsed(
        composed(subject="Größe & Öffnungszeiten 🏊", body="Schöne Grüße\n.\nZeile — €", name="Öz")
    )
    assert message["Subject"] == "Größe & Öffnungszeiten 🏊"
    assert message.get_content().replace("\r\n", "\n") == "Schöne Grüße\n.\nZeile — €\n"
    assert message["To"].addresses[0].display_name == "Öz"


def test_message_id_and_envelope_id_are_those_of_the_message_in_each_attempt() -> None:
    message_id = uuid4()
    first, second = composed(message_id=message_id), composed(message_id=message_id)
    assert isinstance(first, Envelope)
    assert isinstance(second, Envelope)
    assert parsed(first)["Message-ID"] == parsed(second)["Message-ID"] == f"<{message_id}@example.org>"
    assert first.envelope_id == second.envelope_id == str(message_id)


def test_the_return_path_holds_the_token_and_no_address() -> None:
    mail = composed()
    assert isinstance(mail, Envelope)
    assert mail.return_path == "bounce+" + "ab" * 16 + "@bounces.example.org"


def test_a_domain_with_umlauts_goes_out_in_ascii() -> None:
    mail = composed(address="jana@bäder.example")
    assert isinstance(mail, Envelope)
    assert mail.recipient == "jana@xn--bder-moa.example" or mail.recipient.isascii()


def test_an_address_that_plain_smtp_cannot_carry_is_named_as_such() -> None:
    assert composed(address="jürgen@example.net") == Unsendable("address_not_ascii")
    assert composed(address="keine adresse") == Unsendable("address_invalid")


def test_personal_mail_is_not_marked_as_automatic() -> None:
    assert parsed(composed())["Auto-Submitted"] is None


def test_html_is_an_alternative_to_the_text() -> None:
    message = parsed(composed(content=Content("Kurs", "Grüße", "<p>Grüße</p>")))
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message.get_body(("plain",)).get_content().strip() == "Grüße"
    assert message.get_body(("html",)).get_content().strip() == "<p>Grüße</p>"


def test_attachments_follow_the_text_with_the_names_they_were_given() -> None:
    files = (Attachment("Teilnahmebestätigung „März“.pdf", "application/pdf", bytes(range(256))),)
    message = parsed(composed(content=Content("Kurs", "Text", "<p>Text</p>", files)))
    assert message.get_content_type() == "multipart/mixed"
    assert message.get_body(("plain",)).get_content().strip() == "Text"
    [file] = message.iter_attachments()
    assert file.get_filename() == "Teilnahmebestätigung „März“.pdf"
    assert (file.get_content_type(), file.get_content()) == ("application/pdf", bytes(range(256)))


@given(
    subject=TEXTS,
    name=TEXTS,
    body=TEXTS,
    html=st.none() | TEXTS,
    file_name=TEXTS,
    media_type=TEXTS,
    raw=st.binary(),
)
def test_nothing_hostile_becomes_a_header_or_a_part(
    subject: str, name: str, body: str, html: str | None, file_name: str, media_type: str, raw: bytes
) -> None:
    mail = composed(
        name=name,
        content=Content(
            subject,
            body,
            html,
            [Attachment(file_name, media_type, raw)],
            unsubscribe_url="https://kurse.example/api/public/newsletter/abc",
            automatic=True,
        ),
    )
    assert isinstance(mail, Envelope)
    assert mail.data.isascii()
    assert b"\r" not in mail.data.replace(b"\r\n", b"")
    assert b"\n" not in mail.data.replace(b"\r\n", b"")
    message = parsed(mail)
    assert sorted(message.keys()) == sorted(
        HEADERS - {"Content-Transfer-Encoding"}
        | {"Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post"}
    )
    files = list(message.iter_attachments())
    assert len(files) == 1
    assert set(files[0].keys()) <= HEADERS | {"Content-Disposition"}
    assert "/" not in files[0].get_filename()
    assert files[0].get_payload(decode=True) == raw


@given(body=st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_of_any_characters_is_lines_that_smtp_can_carry(body: str) -> None:
    mail = composed(body=body)
    assert isinstance(mail, Envelope)
    assert mail.data.isascii()
    lines = mail.data.split(b"\r\n")
    assert all(len(line) <= 998 and b"\r" not in line and b"\n" not in line for line in lines)


def test_a_type_that_would_change_how_the_mail_is_read_is_not_taken_over() -> None:
    for media_type in ("multipart/mixed", "message/rfc822", "text/plain; charset=x", "nonsense", ""):
        message = parsed(composed(content=Content("K", "T", attachments=[Attachment("a", media_type, b"x")])))
        assert [file.get_content_type() for file in message.iter_attachments()] == [
            "application/octet-stream"
        ]


def test_a_newsletter_can_be_left_by_one_click_and_by_a_page() -> None:
    click, page = (
        "https://kurse.example/api/public/newsletter/abc",
        "https://kurse.example/newsletter/abmelden?t=abc",
    )
    content = Content(
        "News", "Neues", "<p>Neues</p>", unsubscribe_url=click, unsubscribe_page_url=page, automatic=True
    )
    message = parsed(composed(content=content, kind=Kind.NEWSLETTER))
    assert message["List-Unsubscribe"] == f"<{click}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    assert page in message.get_body(("plain",)).get_content()
    assert f"href='{page}'" in message.get_body(("html",)).get_content()


def test_an_address_to_unsubscribe_that_would_break_its_header_is_refused() -> None:
    for url in (
        "https://x.example/a b",
        "https://x.example/\r\nBcc: y",
        "https://x.example/>",
        "mailto:x@y.example",
    ):
        with pytest.raises(ValueError, match="URL"):
            composed(content=Content("K", "T", unsubscribe_url=url))


def test_a_report_of_arrival_is_wanted_of_single_mails_only() -> None:
    wanted = {kind: composed(kind=kind) for kind in Kind}
    assert {kind for kind, mail in wanted.items() if isinstance(mail, Envelope) and mail.report_success} == {
        Kind.PERSONAL,
        Kind.SYSTEM,
    }


def test_m1_no_line_break_gets_into_a_header_even_if_nobody_took_it_out_before() -> None:
    hostile = "Kurs\r\nBcc: alle@example.org"
    for header in (
        text_header("Subject", hostile),
        address_header("To", hostile, "jana@example.net"),
        b"Content-Disposition: attachment" + file_name_attributes(hostile) + b"\r\n",
    ):
        assert list(email.message_from_bytes(header).keys()) == [header.decode().partition(":")[0]]
