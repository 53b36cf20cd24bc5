"""Dovecot with one mailbox, by IMAP in the clear, with STARTTLS, and with TLS."""

import ipaddress
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.support.mail_servers import account, directory_of_its_own, runs

USER, PASSWORD = "berichte", 'ge"heim \\x'
_URL_PASSWORD = quote(PASSWORD)
_CONFIG = """
protocols = imap
base_dir = {place}/run
state_dir = {place}/state
log_path = {place}/log
listen = 127.0.0.1
ssl = yes
ssl_cert = <{place}/certificate.pem
ssl_key = <{place}/key.pem
disable_plaintext_auth = no
mail_location = maildir:{place}/mailbox
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {place}/users
}}
userdb {{
  driver = static
  args = uid=vmail gid=vmail home={place}/mailbox
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
"""


@dataclass
class Dovecot:
    """A running Dovecot."""

    place: Path
    port: int
    tls_port: int
    delivered: int = field(default=0)

    @property
    def certificate(self) -> Path:
        """Of 127.0.0.1, signed by itself."""
        return self.place / "certificate.pem"

    @property
    def tls_url(self) -> str:
        return f"imaps://{USER}:{_URL_PASSWORD}@127.0.0.1:{self.tls_port}/INBOX"

    def url(self, start_tls: str) -> str:
        return f"imap://{USER}:{_URL_PASSWORD}@127.0.0.1:{self.port}/INBOX?starttls={start_tls}"

    def deliver(self, raw: bytes) -> None:
        """Puts a mail into the mailbox, as a delivery agent does."""
        self.delivered += 1
        name = f"{self.delivered:06}.test"
        draft = self.place / "mailbox" / "tmp" / name
        draft.write_bytes(raw)
        shutil.chown(draft, account("vmail"), account("vmail"))
        draft.rename(self.place / "mailbox" / "new" / name)

    def mails(self) -> dict[str, str]:
        """What is in the mailbox: the beginnings of the files' names, and their flags (`S`: seen)."""
        names = [
            path.name for folder in ("new", "cur") for path in (self.place / "mailbox" / folder).iterdir()
        ]
        return {name.partition(".")[0]: name.partition(":2,")[2] for name in names}

    def log(self) -> str:
        return (self.place / "log").read_text()


@asynccontextmanager
async def dovecot(
    port: int, tls_port: int, password: str = PASSWORD, *, more: str = ""
) -> AsyncIterator[Dovecot]:
    """A Dovecot that runs until the block ends, with `more` in its configuration."""
    with directory_of_its_own() as (place, inside):
        for name in ("run", "state"):
            (place / name).mkdir()
        for name in ("mailbox", "mailbox/new", "mailbox/cur", "mailbox/tmp"):
            (place / name).mkdir()
            shutil.chown(place / name, account("vmail"), account("vmail"))
        (place / "users").write_text(f"{USER}:{password}\n")
        _certify(place / "key.pem", place / "certificate.pem")
        configuration = _CONFIG.format(place=inside, port=port, tls_port=tls_port)
        (place / "dovecot.conf").write_text(configuration + more)
        master = ("/usr/sbin/dovecot", "-F", "-c", f"{inside}/dovecot.conf")
        async with runs(place / "log", (port, tls_port), *master):
            yield Dovecot(place, port, tls_port)


def _certify(key_file: Path, certificate_file: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
