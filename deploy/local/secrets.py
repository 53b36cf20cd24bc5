"""Secrets of one local system, made on its first start and kept in `secrets.json` (mode 0600)."""

from __future__ import annotations

import base64
import json
import os
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path

OWNER_EMAIL = "leitung@schwimmschule.example"


@dataclass(frozen=True)
class Secrets:
    """What nobody has set in the environment."""

    owner_email: str
    owner_password: str
    import_hash_key: str
    bank_data_key: str
    service_token_key: str
    owner_password_shown: bool = False
    """Whether a start has printed it: it is printed once."""


def secrets_of(data_directory: Path) -> Secrets:
    """The kept secrets; what is missing, at first all of them, is made and kept."""
    path = data_directory / "secrets.json"
    kept = json.loads(path.read_text()) if path.exists() else {}
    made = Secrets(
        owner_email=OWNER_EMAIL,
        owner_password=secrets.token_urlsafe(12),
        import_hash_key=secrets.token_hex(32),
        bank_data_key=base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        service_token_key=secrets.token_hex(32),
    )
    complete = replace(made, **kept)
    if asdict(complete) != kept:
        _write(path, complete)
    return complete


def remember_password_shown(data_directory: Path) -> None:
    """The generated password has been printed and is not printed again."""
    kept = secrets_of(data_directory)
    if not kept.owner_password_shown:
        _write(data_directory / "secrets.json", replace(kept, owner_password_shown=True))


def _write(path: Path, kept: Secrets) -> None:
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(asdict(kept), file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
