"""The addresses that mails come back to: `bounce+<token>@` the bounce domain."""

import re

_TOKEN = re.compile(r"bounce\+([0-9a-f]{32})@(.+)", re.IGNORECASE)
_IN_TEXT = re.compile(r"bounce\+[0-9a-f]{32}@[a-z0-9.-]{1,253}", re.IGNORECASE)


def token_in(address: str, domain: str) -> str | None:
    """The token of a return path at that domain; None when the address is no such path."""
    match = _TOKEN.fullmatch(address)
    if match is None or match.group(2).lower() != domain.lower():
        return None
    return match.group(1).lower()


def tokens_in(text: str, domain: str) -> list[str]:
    """The tokens of all return paths that the text names, each once, in its order."""
    found = (token_in(address.rstrip(".-"), domain) for address in _IN_TEXT.findall(text))
    return list(dict.fromkeys(token for token in found if token is not None))
