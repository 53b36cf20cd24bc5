"""Argon2id, off the event loop and two at a time: each takes 64 MiB for as long as it runs."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from zxcvbn import zxcvbn

_HASHER = PasswordHasher()  # RFC 9106, second recommended option
_THREADS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")
_SAFE = 3
_NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$MW13Vh1hR9h2XQVjTRvy8nLzNNuC8V5vQF3z1AxWuJk"


class Argon2Passwords:
    """Implements `Passwords`."""

    async def hash(self, password: str) -> str:
        """A hash that carries its own parameters and salt."""
        return await asyncio.get_running_loop().run_in_executor(_THREADS, _HASHER.hash, password)

    async def matches(self, password_hash: str | None, password: str) -> bool:
        """Takes the same time without a hash, so that nobody learns which accounts exist."""
        matches = await asyncio.get_running_loop().run_in_executor(
            _THREADS, _matches, password_hash or _NOBODYS, password
        )
        return matches and password_hash is not None


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except (Argon2Error, InvalidHashError):
        return False


def is_guessable(password: str, *about: str) -> bool:
    """Whether the password is among the first that somebody tries who knows `about` the account.

    zxcvbn looks at 72 characters and says 0 to 4; 3 is above 10^8 guesses, each of which has to pass the throttle.
    """
    return int(zxcvbn(password[:72], user_inputs=[text for text in about if text])["score"]) < _SAFE
