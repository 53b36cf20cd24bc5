"""Session tokens: only what our own keys signed, for us, and lately, proves anything."""

import base64
import hashlib
import hmac
import json
import time
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from fastapi import FastAPI

from chassis.tokens import Actor, InvalidToken, KeysUnavailable, SigningKey, Verifier, issue, key_set

STAFF = Actor(uuid4(), "staff", None, "Jana Weiß")


class KeyServer:
    """A real JWKS endpoint, in process, that counts how often it is asked."""

    def __init__(self, *keys: SigningKey) -> None:
        self.keys = list(keys)
        self.asked = 0
        self.down = False
        self._app = FastAPI()
        self._app.add_api_route("/jwks.json", self._answer)

    async def _answer(self) -> dict[str, Any]:
        self.asked += 1
        if self.down:
            raise httpx.ConnectError("down")
        return key_set(*self.keys)

    def verifier(self) -> Verifier:
        transport = httpx.ASGITransport(self._app)
        return Verifier("http://keys/jwks.json", httpx.AsyncClient(transport=transport))


def claims(**changes: Any) -> dict[str, Any]:
    now = int(time.time())
    return {
        "iss": "stammkunde",
        "aud": "stammkunde-api",
        "sub": str(uuid4()),
        "iat": now,
        "exp": now + 60,
        "role": "staff",
        "customer_id": None,
        "name": "x",
    } | changes


@pytest.fixture(scope="module")
def key() -> SigningKey:
    return SigningKey.generate()


async def test_an_issued_token_says_who_is_asking(key: SigningKey) -> None:
    portal = Actor(uuid4(), "customer", uuid4(), "Jörg")
    verifier = KeyServer(key).verifier()
    assert await verifier.verify(issue(key, STAFF)) == STAFF
    assert await verifier.verify(issue(key, portal)) == portal


async def test_a_key_survives_its_pem_form(key: SigningKey) -> None:
    again = SigningKey.from_pem(key.to_pem())
    assert again.public_jwk() == key.public_jwk()
    assert "d" not in key.public_jwk()
    assert await KeyServer(key).verifier().verify(issue(again, STAFF)) == STAFF


def test_a_pem_of_another_kind_is_refused() -> None:
    pem = (
        rsa.generate_private_key(65537, 2048)
        .private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        .decode()
    )
    with pytest.raises(ValueError, match="P-256"):
        SigningKey.from_pem(pem)


async def test_alg_none_is_refused(key: SigningKey) -> None:
    forged = jwt.encode(claims(), None, algorithm="none", headers={"kid": key.kid})
    with pytest.raises(InvalidToken):
        await KeyServer(key).verifier().verify(forged)


async def test_hs256_with_the_public_key_as_secret_is_refused(key: SigningKey) -> None:
    def b64(data: bytes) -> bytes:
        return base64.urlsafe_b64encode(data).rstrip(b"=")

    public_pem = (
        jwt.PyJWK(key.public_jwk())
        .key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .strip()
    )
    head = b64(json.dumps({"alg": "HS256", "kid": key.kid, "typ": "JWT"}).encode())
    signed = head + b"." + b64(json.dumps(claims()).encode())
    for secret in (public_pem, public_pem + b"\n", json.dumps(key.public_jwk()).encode()):
        token = signed + b"." + b64(hmac.new(secret, signed, hashlib.sha256).digest())
        with pytest.raises(InvalidToken):
            await KeyServer(key).verifier().verify(token.decode())


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": int(time.time()) - 60},
        {"aud": "somebody-else"},
        {"aud": ["stammkunde-api", "somebody-else"]},
        {"iss": "somebody-else"},
        {"iat": int(time.time()) + 3600},
        {"role": "root"},
        {"role": "customer", "customer_id": None},
        {"role": "staff", "customer_id": str(uuid4())},
        {"sub": "no-uuid"},
        {"name": None},
    ],
)
async def test_wrong_claims_are_refused(key: SigningKey, changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidToken):
        await KeyServer(key).verifier().verify(key.sign(claims(**changes)))


@pytest.mark.parametrize("name", ["iss", "aud", "sub", "iat", "exp", "role", "customer_id", "name"])
async def test_a_token_without_one_of_its_claims_is_refused(key: SigningKey, name: str) -> None:
    incomplete = claims()
    del incomplete[name]
    with pytest.raises(InvalidToken):
        await KeyServer(key).verifier().verify(key.sign(incomplete))


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "é.é.é", "e30.e30.e30", "." * 5])
async def test_garbage_is_refused(key: SigningKey, token: str) -> None:
    with pytest.raises(InvalidToken):
        await KeyServer(key).verifier().verify(token)


async def test_another_key_under_a_known_id_is_refused(key: SigningKey) -> None:
    stranger = SigningKey.generate()
    stranger.kid = key.kid
    with pytest.raises(InvalidToken):
        await KeyServer(key).verifier().verify(stranger.sign(claims()))


async def test_unknown_key_ids_ask_for_the_keys_at_most_once_in_a_while(key: SigningKey) -> None:
    server = KeyServer(key)
    verifier = server.verifier()
    await verifier.verify(issue(key, STAFF))
    for _ in range(20):
        with pytest.raises(InvalidToken):
            await verifier.verify(issue(SigningKey.generate(), STAFF))
    assert server.asked == 1
    assert await verifier.verify(issue(key, STAFF)) == STAFF


async def test_rotation_is_followed_and_both_keys_count_meanwhile(
    key: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = KeyServer(key)
    verifier = server.verifier()
    await verifier.verify(issue(key, STAFF))
    new = SigningKey.generate()
    server.keys.append(new)
    later = time.monotonic() + 4
    monkeypatch.setattr("chassis.tokens.time.monotonic", lambda: later)
    assert await verifier.verify(issue(new, STAFF)) == STAFF
    assert await verifier.verify(issue(key, STAFF)) == STAFF
    server.keys.remove(key)
    much_later = later + 301
    monkeypatch.setattr("chassis.tokens.time.monotonic", lambda: much_later)
    with pytest.raises(InvalidToken):
        await verifier.verify(issue(key, STAFF))


async def test_known_keys_stay_valid_while_the_key_server_is_down(
    key: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = KeyServer(key)
    verifier = server.verifier()
    server.down = True
    with pytest.raises(KeysUnavailable):
        await verifier.verify(issue(key, STAFF))
    server.down = False
    later = time.monotonic() + 4
    monkeypatch.setattr("chassis.tokens.time.monotonic", lambda: later)
    assert await verifier.verify(issue(key, STAFF)) == STAFF
    server.down = True
    monkeypatch.setattr("chassis.tokens.time.monotonic", lambda: later + 400)
    assert await verifier.verify(issue(key, STAFF)) == STAFF


async def test_a_minute_is_the_usual_lifetime(key: SigningKey) -> None:
    read = jwt.decode(issue(key, STAFF), options={"verify_signature": False})
    assert read["exp"] - read["iat"] == 60
    with pytest.raises(InvalidToken):
        await KeyServer(key).verifier().verify(issue(key, STAFF, ttl=timedelta(seconds=-10)))
