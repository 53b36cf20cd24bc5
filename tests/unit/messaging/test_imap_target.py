"""Which mailboxes may be named, and that no password is shown by what is wrong with one."""

import pytest
from pydantic import ValidationError

from messaging.imap_target import ImapTarget, imap_target
from messaging.settings import Settings


@pytest.mark.parametrize(
    ("url", "target"),
    [
        (
            "imaps://user:secret@host.example/INBOX",
            ImapTarget("host.example", 993, True, "never", "user", "secret", "INBOX"),
        ),
        (
            "imap://user%40host:p%22w%2F@host.example:1143/Berichte%20neu",
            ImapTarget("host.example", 1143, False, "required", "user@host", 'p"w/', "Berichte neu"),
        ),
        (
            "imap://user:secret@127.0.0.1?starttls=never",
            ImapTarget("127.0.0.1", 143, False, "never", "user", "secret", "INBOX"),
        ),
    ],
)
def test_a_mailbox_is_named_by_its_url(url: str, target: ImapTarget) -> None:
    assert imap_target(url) == target


@pytest.mark.parametrize(
    "url",
    [
        "pop3://user:secret@host",
        "imaps://host/INBOX",
        "imaps://user:secret@",
        "imap://user:secret@host?starttls=offered",
        "imaps://user:secret@host:port",
        "imaps://user:sec%0D%0Aret@host",
        "imaps://user:secret@host/Entw%C3%BCrfe",
    ],
)
def test_another_url_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Settings.model_validate({"database_url": "postgresql://x@y/z", "bounce_imap_url": url})
    assert "imaps://user:password@host:993/INBOX" in str(refused.value)
    assert "sec" not in str(refused.value)


def test_neither_settings_nor_target_show_the_password() -> None:
    url = "imaps://user:secret@host/INBOX"
    settings = Settings.model_validate({"database_url": "postgresql://x@y/z", "bounce_imap_url": url})
    assert "secret" not in repr(settings)
    assert "secret" not in repr(imap_target(url))
