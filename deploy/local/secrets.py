"""Secrets of one local system, made on its first start and kept in `secrets.json` (mode 0600)."""

from __future__ import annotations

import base64
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

OWNER_EMAIL = "leitung@schwimmschule.example"


@dataclass(frozen=True)
class Secrets:
    """What nobody has set in the environment."""

    owner_email: str
    owner_password: str
    import_hash_key: str
    bank_data_key: str


def secrets_of(data_directory: Path) -> tuple[Secrets, bool]:
    """The kept secrets, and whether this very call made them."""
    path = data_directory / "secrets.json"
    if path.exists():
        return Secrets(**json.loads(path.read_text())), False
    made = Secrets(
        owner_email=OWNER_EMAIL,
        owner_password=secrets.token_urlsafe(12),
        import_hash_key=secrets.token_hex(32),
        bank_data_key=base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    )
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(asdict(made), file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    return made, True
