"""Postfix as a relay: it takes our mails, hands them on, and writes its own delivery reports."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.mail_servers import account, directory_of_its_own, runs

LOCAL = "relay.example.net"
"""Its own domain, without users."""
MAILBOXES = "mailboxes.example.net"
"""A domain of its with the one mailbox `jana`."""
_PRIVATE = (
    "active",
    "bounce",
    "corrupt",
    "defer",
    "deferred",
    "flush",
    "hold",
    "incoming",
    "private",
    "saved",
    "trace",
)
_POSTDROP = 1004
_SERVICES = """
{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
local unix - n n - - local
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
_MAIN = """
compatibility_level = 3.6
queue_directory = {place}/queue
data_directory = {place}/data
maillog_file_prefixes = {place}
maillog_file = {place}/log

inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = relay.test
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_reject_unlisted_recipient = no
smtp_host_lookup = native
smtp_dns_support_level = disabled
smtp_discard_ehlo_keywords = dsn
transport_maps = inline:{{{{{remote}=smtp:[127.0.0.1]:{remote_port}}}, {{{bounces}=smtp:[127.0.0.1]:{intake_port}}}}}

mydestination = {local}
local_recipient_maps =
alias_maps =
alias_database =
virtual_mailbox_domains = {mailboxes}
virtual_mailbox_base = {place}/mailboxes
virtual_mailbox_maps = inline:{{jana@{mailboxes}=jana/}}
virtual_uid_maps = static:{mailbox_owner}
virtual_gid_maps = static:{mailbox_owner}
virtual_minimum_uid = 1

maximal_queue_lifetime = {lifetime}s
bounce_queue_lifetime = 60s
delay_warning_time = 1s
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 1s
"""


@dataclass(frozen=True)
class Postfix:
    """A running Postfix."""

    port: int
    log: Path

    @property
    def url(self) -> str:
        """As `SMTP_URL` names it."""
        return f"smtp://127.0.0.1:{self.port}?starttls=never"


@asynccontextmanager
async def postfix(
    port: int, *, remote: str, remote_port: int, bounces: str, intake_port: int, lifetime: int = 60
) -> AsyncIterator[Postfix]:
    """A Postfix that hands on mail to `remote` and reports to `bounces`, until the block ends.

    It hands on without the DSN extension: what the next server says of success, Postfix does not learn.
    `lifetime`: seconds until it gives up what the next server puts off.
    """
    with directory_of_its_own() as (place, inside):
        _make_directories(place)
        (place / "conf" / "main.cf").write_text(
            _MAIN.format(
                place=inside,
                remote=remote,
                remote_port=remote_port,
                bounces=bounces,
                intake_port=intake_port,
                local=LOCAL,
                mailboxes=MAILBOXES,
                mailbox_owner=account("vmail"),
                lifetime=lifetime,
            )
        )
        (place / "conf" / "master.cf").write_text(_SERVICES.format(port=f"127.0.0.1:{port}"))
        master = ("/usr/lib/postfix/sbin/master", "-d", "-c", f"{inside}/conf")
        async with runs(place / "log", (port,), *master):
            yield Postfix(port, place / "log")


def _make_directories(place: Path) -> None:
    """The queue as `postfix check` makes it."""
    for name in ("conf", "queue", "queue/pid", "data", "mailboxes"):
        (place / name).mkdir()
    shutil.chown(place / "mailboxes", account("vmail"))
    shutil.chown(place / "data", account("postfix"))
    for name in _PRIVATE:
        (place / "queue" / name).mkdir(mode=0o700)
        shutil.chown(place / "queue" / name, account("postfix"))
    for name, mode in (("maildrop", 0o1730), ("public", 0o2710)):
        (place / "queue" / name).mkdir()
        shutil.chown(place / "queue" / name, account("postfix"), _POSTDROP)
        (place / "queue" / name).chmod(mode)
