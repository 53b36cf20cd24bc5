"""Who may call a route: `Staff` (desk and owner), `Owner`, or `Portal` (a customer, for themselves)."""

from collections.abc import Awaitable, Callable
from typing import Annotated, cast

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from chassis.http.problems import Problem, standard_problem
from chassis.tokens import Actor, InvalidToken, KeysUnavailable, Role, Verifier

__all__ = ["Actor", "Owner", "Portal", "Role", "Staff"]

_bearer = HTTPBearer(auto_error=False, bearerFormat="JWT", description="Set by the gateway's session check")


async def _authenticated(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Actor:
    verifier = cast(Verifier, request.app.state.verifier)
    if credentials is None:
        raise _unauthenticated()
    try:
        return await verifier.verify(credentials.credentials)
    except InvalidToken:
        raise _unauthenticated() from None
    except KeysUnavailable:
        raise standard_problem(503, headers={"Retry-After": "2"}) from None


def _unauthenticated() -> Problem:
    return standard_problem(401, headers={"WWW-Authenticate": "Bearer"})


def _one_of(*roles: Role) -> Callable[[Actor], Awaitable[Actor]]:
    async def allowed(actor: Annotated[Actor, Depends(_authenticated)]) -> Actor:
        if actor.role not in roles:
            raise standard_problem(403)
        return actor

    return allowed


Staff = Annotated[Actor, Depends(_one_of("owner", "staff"))]
Owner = Annotated[Actor, Depends(_one_of("owner"))]
Portal = Annotated[Actor, Depends(_one_of("customer"))]
"""`customer_id` is set; what the route reads or changes must belong to it."""
