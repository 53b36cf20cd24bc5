"""Signatures: what they cover, and that a wrong key is found at the start and never shown."""

import base64
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as elliptic
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from pydantic import ValidationError

from messaging.adapters.compose import Composer, Content, Envelope
from messaging.settings import Settings

RSA = generate_private_key(65537, 2048)
ED25519 = Ed25519PrivateKey.generate()
PLAIN = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
RSA_PEM, ED25519_PEM = (key.private_bytes(*PLAIN).decode() for key in (RSA, ED25519))
RSA_RECORD = base64.b64encode(RSA.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
ED25519_RECORD = base64.b64encode(ED25519.public_key().public_bytes_raw())
RECORDS = {
    "rsa": b"v=DKIM1; k=rsa; p=" + RSA_RECORD,
    "ed25519": b"v=DKIM1; k=ed25519; p=" + ED25519_RECORD,
}


def settings(**more: object) -> Settings:
    return Settings.model_validate(
        {
            "database_url": "postgresql://nowhere/none",
            "service_token_key": "x" * 32,
            "mail_from": "Kurse <kurse@mail.example.org>",
            "dkim_selector": "s1",
        }
        | more
    )


def newsletter(**more: object) -> bytes:
    content = Content(
        "Größe",
        "Grüße,  Jana",
        "<p>Grüße</p>",
        unsubscribe_url="https://kurse.example/api/public/newsletter/abc",
    )
    mail = Composer(settings(**more)).compose_mail(
        uuid4(), datetime.now(UTC), content, "jana@example.net", "Jana Groß", "ab" * 16
    )
    assert isinstance(mail, Envelope)
    return mail.data


def verified(mail: bytes, kind: str, asked: list[bytes] | None = None) -> bool:
    def record(name: bytes, timeout: int = 5) -> bytes:
        if asked is not None:
            asked.append(name)
        return RECORDS[kind]

    return bool(dkim.verify(mail, dnsfunc=record))


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("rsa", RSA_PEM),
        ("rsa", RSA.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode()),
        ("rsa", RSA_PEM.replace("\n", "\\n")),
        ("ed25519", ED25519_PEM),
        ("ed25519", base64.b64encode(ED25519.private_bytes_raw()).decode()),
    ],
    ids=["pkcs8", "pkcs1", "one-line", "ed25519", "ed25519-seed"],
)
def test_a_signature_holds_and_breaks_with_any_change(kind: str, key: str) -> None:
    mail = newsletter(dkim_private_key=key)
    asked: list[bytes] = []
    assert verified(mail, kind, asked)
    assert asked == [b"s1._domainkey.mail.example.org."]
    for header in (b"From", b"To", b"Subject", b"Date", b"Message-ID", b"MIME-Version", b"Content-Type"):
        assert not verified(mail.replace(header + b": ", header + b": x", 1), kind), header
    for header in (b"List-Unsubscribe: <", b"List-Unsubscribe-Post: L"):
        assert not verified(mail.replace(header, header + b"x", 1), kind), header
    assert not verified(mail + b"more\r\n", kind)


@pytest.mark.parametrize("bits", [1024, 1536, 2048, 4096])
def test_an_rsa_key_of_any_length_signs_in_lines_that_no_relay_folds_again(bits: int) -> None:
    key = generate_private_key(65537, bits)
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    mail = newsletter(dkim_private_key=key.private_bytes(*PLAIN).decode())
    assert dkim.verify(mail, dnsfunc=lambda *_, **__: b"v=DKIM1; k=rsa; p=" + base64.b64encode(public))
    assert max(map(len, mail.split(b"\r\nFrom:")[0].split(b"\r\n"))) <= 78


def test_the_body_is_signed_as_relays_may_leave_it() -> None:
    mail = newsletter(dkim_private_key=RSA_PEM)
    head, body = mail.split(b"\r\n\r\n", 1)
    assert verified(head + b"\r\n\r\n" + body.replace(b" ", b"  ") + b"\r\n\r\n", "rsa")
    assert verified(head.replace(b"Subject: ", b"Subject:    ") + b"\r\n\r\n" + body, "rsa")


def test_no_second_sender_can_be_added() -> None:
    mail = newsletter(dkim_private_key=RSA_PEM)
    assert not verified(b"From: boss@example.org\r\n" + mail, "rsa")
    signature, rest = mail.split(b"\r\nFrom:", 1)
    assert not verified(signature + b"\r\nFrom: boss@example.org\r\nFrom:" + rest, "rsa")


def test_without_a_key_nothing_is_signed() -> None:
    assert b"DKIM-Signature" not in newsletter(dkim_selector=None)


def test_the_key_may_be_in_a_file_and_the_domain_above_the_senders(tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    file.write_text(RSA_PEM)
    mail = newsletter(dkim_private_key_file=file, dkim_domain="example.org")
    asked: list[bytes] = []
    assert verified(mail, "rsa", asked)
    assert asked == [b"s1._domainkey.example.org."]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            {"dkim_private_key": "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----"},
            "no private key",
        ),
        ({"dkim_private_key": "secret"}, "neither PEM nor base64"),
        ({"dkim_private_key": "c2VjcmV0"}, "32 bytes"),
        ({"dkim_private_key": elliptic(SECP256R1()).private_bytes(*PLAIN).decode()}, "neither an RSA"),
        (
            {
                "dkim_private_key": RSA.private_bytes(
                    Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret")
                ).decode()
            },
            "encrypted",
        ),
        ({"dkim_private_key_file": "/nowhere/secret.pem"}, "DKIM_PRIVATE_KEY_FILE cannot be read"),
        ({"dkim_private_key": RSA_PEM, "dkim_selector": None}, "belong together"),
        ({}, "belong together"),
        ({"dkim_private_key": RSA_PEM, "dkim_domain": "other.example"}, "not the domain of MAIL_FROM"),
        ({"dkim_private_key": RSA_PEM, "dkim_domain": "ample.org"}, "not the domain of MAIL_FROM"),
    ],
)
def test_a_wrong_key_is_named_at_the_start_and_not_shown(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError) as error:
        settings(**wrong)
    text = str(error.value)
    assert said in text
    for secret in ("secret", "c2VjcmV0", RSA_PEM[100:140]):
        assert secret not in text


def test_no_settings_show_the_key() -> None:
    shown = settings(dkim_private_key=RSA_PEM)
    assert RSA_PEM[100:140] not in repr(shown) + repr(shown.dkim)
