"""Reads from service to service: private port, a token that lives half a minute. DESIGN §1 names the two there are.

All services share one key (`SERVICE_TOKEN_KEY`). A token names its sender and the one service it is meant for, so
that nobody can pass it on.
"""

import time
from typing import Annotated, Any

import httpx
import jwt
from fastapi import Depends, Request

from chassis.http.problems import standard_problem
from chassis.settings import ServiceSettings

_ALGORITHM = "HS256"
_LIFETIME_S = 30
_LEEWAY_S = 5.0
_PREFIX = "stammkunde:"


class NeighbourUnavailable(Exception):
    """The other service did not answer, or not in a way that can be used. Says which one, never what was asked."""

    def __init__(self, neighbour: str, reason: str) -> None:
        super().__init__(f"{neighbour}: {reason}")
        self.neighbour = neighbour
        self.reason = reason


class ServiceCalls:
    """What one service reads of others. Close it when the process ends.

    settings: holds the key and where the private ports are. service: who is asking.
    """

    def __init__(
        self, settings: ServiceSettings, service: str, client: httpx.AsyncClient | None = None
    ) -> None:
        self._settings = settings
        self._service = service
        self._client = client or httpx.AsyncClient(trust_env=False)

    async def get(self, neighbour: str, path: str, *, timeout_s: float = 5.0) -> Any:
        """The JSON that `path` of the neighbour answers; None when it says 404 or 410.

        Raises NeighbourUnavailable for all else, after `timeout_s` seconds at most.
        """
        url = self._settings.private_url(neighbour).rstrip("/") + path
        token = service_token(self._settings.service_token_key, self._service, neighbour)
        headers = {"Authorization": f"Bearer {token}"}
        try:
            answer = await self._client.get(url, headers=headers, timeout=timeout_s)
            if answer.status_code in {404, 410}:
                return None
            if answer.status_code != 200:
                raise NeighbourUnavailable(neighbour, f"answers {answer.status_code}")
            return answer.json()
        except httpx.TimeoutException:
            raise NeighbourUnavailable(neighbour, "does not answer in time") from None
        except httpx.HTTPError as error:
            raise NeighbourUnavailable(neighbour, type(error).__name__) from None
        except ValueError:
            raise NeighbourUnavailable(neighbour, "answers no JSON") from None

    async def close(self) -> None:
        """Closes its connections."""
        await self._client.aclose()


def service_token(key: str, sender: str, receiver: str) -> str:
    """Proves to `receiver`, for half a minute, that `sender` is asking."""
    now = int(time.time())
    claims = {"iss": _PREFIX + sender, "aud": _PREFIX + receiver, "iat": now, "exp": now + _LIFETIME_S}
    return jwt.encode(claims, key, algorithm=_ALGORITHM)


async def _caller(request: Request) -> str:
    settings: ServiceSettings = request.app.state.settings
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise standard_problem(401, headers={"WWW-Authenticate": "Bearer"})
    try:
        claims = jwt.decode(
            token,
            settings.service_token_key,
            algorithms=[_ALGORITHM],
            audience=_PREFIX + request.app.state.service,
            leeway=_LEEWAY_S,
            options={"require": ["iss", "aud", "iat", "exp"], "strict_aud": True},
        )
        issuer = str(claims["iss"])
    except jwt.PyJWTError:
        issuer = ""
    if not issuer.startswith(_PREFIX):
        raise standard_problem(401, headers={"WWW-Authenticate": "Bearer"})
    return issuer.removeprefix(_PREFIX)


Caller = Annotated[str, Depends(_caller)]
"""For routes of the private port: the name of the service that is asking; without a valid token the answer is 401."""
