"""Certificates for servers on loopback, right and wrong in ways that a client must notice."""

import datetime as dt
import ssl
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat


@dataclass(frozen=True)
class Authority:
    """Signs certificates; `trusted` is the file with its own, for SSL_CERT_FILE."""

    folder: Path
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def trusted(self) -> Path:
        return self.folder / "authority.pem"

    def server(self, host: str = "localhost", *, days: int = 1) -> ssl.SSLContext:
        """A server's context with a certificate for the host, valid until in `days`; negative: expired."""
        key = ec.generate_private_key(ec.SECP256R1())
        return _context(self.folder / f"{host}{days}.pem", key, _certificate(host, key, self, days))

    def self_signed(self) -> ssl.SSLContext:
        """The same with a certificate that nobody vouches for."""
        key = ec.generate_private_key(ec.SECP256R1())
        return _context(self.folder / "self.pem", key, _certificate("localhost", key, None, 1))


def authority(folder: Path) -> Authority:
    """A new one."""
    key = ec.generate_private_key(ec.SECP256R1())
    made = Authority(folder, key, _certificate("Test authority", key, None, 1, is_authority=True))
    made.trusted.write_bytes(made.certificate.public_bytes(Encoding.PEM))
    return made


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: Authority | None,
    days: int,
    *,
    is_authority: bool = False,
) -> x509.Certificate:
    now, subject = dt.datetime.now(dt.UTC), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    public, signing = key.public_key(), issuer.key if issuer else key
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=10))
        .not_valid_after(now + dt.timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False
        )
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name.replace(" ", "-"))]), critical=False)
        .sign(signing, hashes.SHA256())
    )


def _context(path: Path, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> ssl.SSLContext:
    path.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + certificate.public_bytes(Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
