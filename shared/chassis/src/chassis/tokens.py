"""Session tokens: short-lived signed JWTs (ES256) that say who is asking, and the keys that prove it.

The algorithm is pinned. A token names its key (`kid`); several keys are valid side by side, so that a
new one can be published before the old one stops signing.
"""

import asyncio
import base64
import hashlib
import json
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, get_args
from uuid import UUID

import httpx
import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

ISSUER = "stammkunde"
AUDIENCE = "stammkunde-api"
ALGORITHM = "ES256"
LIFETIME = timedelta(seconds=60)

Role = Literal["owner", "staff", "customer"]

_LEEWAY_S = 5.0
_REFETCH_AT_MOST_EVERY_S = 3.0
_RETRY_EVERY_S = 0.5
_FRESH_FOR_S = 300.0


@dataclass(frozen=True)
class Actor:
    """Who is asking: an account, its role, and for the portal the customer it belongs to."""

    account_id: UUID
    role: Role
    customer_id: UUID | None
    name: str


class InvalidToken(Exception):
    """The token proves nothing: forged, expired, meant for somebody else, or signed by an unknown key."""


class KeysUnavailable(Exception):
    """The keys cannot be read now, so nothing can be said about the token."""


class SigningKey:
    """A private key (P-256) and the id it is published under: its RFC 7638 thumbprint."""

    def __init__(self, private_key: ec.EllipticCurvePrivateKey) -> None:
        self._private_key = private_key
        public: dict[str, Any] = ECAlgorithm.to_jwk(private_key.public_key(), as_dict=True)
        members = {name: public[name] for name in ("crv", "kty", "x", "y")}
        digest = hashlib.sha256(json.dumps(members, sort_keys=True, separators=(",", ":")).encode()).digest()
        self.kid = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        self._public = members | {"kid": self.kid, "alg": ALGORITHM, "use": "sig"}

    @classmethod
    def generate(cls) -> "SigningKey":
        """A new key."""
        return cls(ec.generate_private_key(ec.SECP256R1()))

    @classmethod
    def from_pem(cls, pem: str) -> "SigningKey":
        """The key that `to_pem` wrote. Raises ValueError for anything else."""
        key = serialization.load_pem_private_key(pem.encode(), password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
            raise ValueError("the signing key must be a P-256 key")
        return cls(key)

    def to_pem(self) -> str:
        """The private key as unencrypted PKCS#8: a secret."""
        return self._private_key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode()

    def public_jwk(self) -> dict[str, Any]:
        """The public half, as it stands in the key set."""
        return dict(self._public)

    def sign(self, claims: dict[str, Any]) -> str:
        """A compact JWT of these claims under this key's id."""
        return jwt.encode(claims, self._private_key, algorithm=ALGORITHM, headers={"kid": self.kid})


def key_set(*keys: SigningKey) -> dict[str, Any]:
    """The JWKS document of these keys' public halves."""
    return {"keys": [key.public_jwk() for key in keys]}


def issue(signing_key: SigningKey, actor: Actor, ttl: timedelta = LIFETIME) -> str:
    """A token that proves `actor` to every service for `ttl`."""
    now = int(time.time())
    return signing_key.sign(
        {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": str(actor.account_id),
            "iat": now,
            "exp": now + int(ttl.total_seconds()),
            "role": actor.role,
            "customer_id": str(actor.customer_id) if actor.customer_id else None,
            "name": actor.name,
        }
    )


class Verifier:
    """Checks tokens against the published keys.

    Keys are read once and kept for five minutes. An unknown key id asks again, at most once in three
    seconds, so that forged ids cause no storm. While the keys cannot be read the known ones stay valid.
    """

    def __init__(self, jwks_url: str, client: httpx.AsyncClient | None = None) -> None:
        self._url = jwks_url
        self._client = client or httpx.AsyncClient(timeout=3.0, trust_env=False)
        self._keys: dict[str, jwt.PyJWK] = {}
        self._read_at: float | None = None
        self._tried_at: float | None = None
        self._lock = asyncio.Lock()

    async def verify(self, token: str) -> Actor:
        """Who the token stands for. Raises InvalidToken or KeysUnavailable."""
        try:
            header = jwt.get_unverified_header(token)
        except jwt.PyJWTError as error:
            raise InvalidToken("unreadable") from error
        kid = header.get("kid")
        if header.get("alg") != ALGORITHM or not isinstance(kid, str):
            raise InvalidToken("algorithm or key id")
        key = await self._key(kid)
        try:
            claims = jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=ISSUER,
                leeway=_LEEWAY_S,
                options={"require": ["iss", "aud", "sub", "iat", "exp"], "strict_aud": True},
            )
            return _actor(claims)
        except (jwt.PyJWTError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise InvalidToken(type(error).__name__) from error

    async def close(self) -> None:
        """Closes its connections."""
        await self._client.aclose()

    async def _key(self, kid: str) -> jwt.PyJWK:
        if kid not in self._keys or self._read_at is None or time.monotonic() - self._read_at > _FRESH_FOR_S:
            await self._refetch(kid)
        if self._read_at is None:
            raise KeysUnavailable
        key = self._keys.get(kid)
        if key is None:
            raise InvalidToken("unknown key")
        return key

    async def _refetch(self, kid: str) -> None:
        asked_at = time.monotonic()
        async with self._lock:
            pause = _REFETCH_AT_MOST_EVERY_S if self._keys else _RETRY_EVERY_S
            if self._tried_at is not None and (
                self._tried_at >= asked_at or (time.monotonic() - self._tried_at < pause)
            ):
                return
            self._tried_at = time.monotonic()
            try:
                answer = await self._client.get(self._url)
                answer.raise_for_status()
                published = answer.json()["keys"]
            except (httpx.HTTPError, ValueError, KeyError, TypeError):
                return
            self._keys = dict(_usable(published))
            self._read_at = time.monotonic()
            self._tried_at = self._read_at


def _usable(published: Any) -> "list[tuple[str, jwt.PyJWK]]":
    usable = []
    for jwk in published if isinstance(published, list) else ():
        if isinstance(jwk, dict) and jwk.get("kty") == "EC" and jwk.get("crv") == "P-256" and jwk.get("kid"):
            try:
                usable.append((str(jwk["kid"]), jwt.PyJWK(jwk, ALGORITHM)))
            except jwt.PyJWTError:
                continue
    return usable


def _actor(claims: dict[str, Any]) -> Actor:
    role = claims["role"]
    if role not in get_args(Role):
        raise ValueError("role")
    customer = claims["customer_id"]
    if (customer is None) == (role == "customer"):
        raise ValueError("customer_id")
    name = claims["name"]
    if not isinstance(name, str):
        raise TypeError("name")
    return Actor(UUID(claims["sub"]), role, UUID(customer) if customer is not None else None, name)
