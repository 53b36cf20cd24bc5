"""From a message to the bytes on the wire."""

import email
import email.policy
from datetime import UTC, datetime
from email.headerregistry import Address
from typing import Any
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from messaging.adapters.compose import Envelope, compose
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
) -> Envelope | Unsendable:
    customer_id = uuid4()
    message = Message(
        id=message_id or uuid4(),
        customer_id=customer_id,
        submission_id=uuid4(),
        channel=Channel.EMAIL,
        kind=Kind.PERSONAL,
        subject=subject,
        body=body,
        confirm_blocked=False,
        created_at=NOW,
        created_by=None,
    )
    attempt = Attempt(uuid4(), message.id, customer_id, 1, 7, "ab" * 16, address, 1, NOW)
    recipient = Recipient(customer_id, RecipientStatus.ACTIVE, last_name=name, email=address)
    return compose(message, attempt, recipient, SENDER, "bounces.example.org")


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
