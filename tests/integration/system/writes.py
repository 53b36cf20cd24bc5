"""Writing about a customer who was created a moment ago."""

from typing import Any

import httpx

from tests.support.eventually import eventually


async def written(desk: httpx.AsyncClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """What the service answers to the body, as soon as it has its copy of the customer.

    It waits two seconds for it on its own, which may be too short on a machine that has other things to do.
    """

    async def taken() -> dict[str, Any]:
        answer = await desk.post(path, json=body)
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found

    return await eventually(taken)
