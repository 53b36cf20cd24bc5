"""Invitations as their readers see them: in the mail catcher."""

import re
from email.message import Message
from uuid import uuid4

import httpx

from tests.support.eventually import eventually
from tests.support.system import RunningSystem

PASSWORD = "Seepferdchen schwimmt bei Nacht"


def text_of(mail: Message) -> str:
    """What the mail says."""
    payload = mail.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode()


def token_of(mail: Message) -> str:
    """The token of the one-time link in a mail."""
    found = re.search(r"/passwort#token=(\S+)", text_of(mail))
    assert found, "the mail carries no link"
    return found[1]


async def mail_to(system: RunningSystem, email: str, subject: str) -> Message:
    """The newest mail to the address, once it has this subject."""

    async def arrived() -> Message:
        mail = system.caught_mail(to=email)
        assert mail["Subject"] == subject
        return mail

    return await eventually(arrived, within=30)


async def invited_customer(desk: httpx.AsyncClient) -> tuple[str, str]:
    """Id and address of a new customer who was invited to the portal."""
    email = f"{uuid4().hex}@example.org"
    created = await desk.post("/api/customers", json={"last_name": "Seepferd", "email": email})
    assert created.status_code == 201, created.text
    customer_id: str = created.json()["id"]
    invited = await desk.post(f"/api/customers/{customer_id}/portal-account")
    assert (invited.status_code, invited.json()["state"]) == (202, "invited")
    return customer_id, email
