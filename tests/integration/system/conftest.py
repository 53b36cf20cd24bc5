"""A clerk at the gateway."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.support.system import RunningSystem


@pytest.fixture
async def desk(system: RunningSystem) -> AsyncIterator[httpx.AsyncClient]:
    """Logged in as the owner, by the cookie a browser would have."""
    async with httpx.AsyncClient(base_url=system.url, timeout=30) as client:
        login = {"email": system.owner_email, "password": system.owner_password}
        assert (await client.post("/api/auth/login", json=login)).status_code == 200
        yield client
