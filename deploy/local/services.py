"""The eight service processes and the mail catcher: what each is started with."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local.ports import free_port
from deploy.local.secrets import Secrets
from deploy.local.supervisor import Program

SERVICES = ("customers", "billing", "messaging", "importer")
ROLES = ("api", "worker")

# Makes compaction and the cut after an import visible within seconds instead of an hour.
FAST_TOPICS = {
    "TOPIC_PARTITIONS": "3",
    "TOPIC_SEGMENT_MS": "3000",
    "TOPIC_FILE_DELETE_DELAY_MS": "1000",
    "TOPIC_MAX_COMPACTION_LAG_MS": "3000",
}
# A service is told its own secrets only.
OWN_VARIABLES = {
    "customers": ("OWNER_EMAIL", "OWNER_PASSWORD", "BANK_DATA_KEYS", "PUBLIC_URL"),
    "billing": (),
    "messaging": (
        "SMTP_URL",
        "BOUNCE_INTAKE_PORT",
        "BOUNCE_DOMAIN",
        "BOUNCE_IMAP_URL",
        "BOUNCE_IMAP_EVERY_SECONDS",
        "PUBLIC_URL",
    ),
    "importer": ("IMPORT_HASH_KEY",),
}
BOUNCE_DOMAIN = "ruecklauf.example"


@dataclass(frozen=True)
class Ports:
    """The loopback ports of one system, chosen when it starts."""

    public: Mapping[str, int] = field(default_factory=lambda: {service: free_port() for service in SERVICES})
    private: Mapping[tuple[str, str], int] = field(
        default_factory=lambda: {(service, role): free_port() for service in SERVICES for role in ROLES}
    )
    bounce_intake: int = field(default_factory=free_port)
    mail_smtp: int = field(default_factory=free_port)
    mail_pages: int = field(default_factory=free_port)

    def upstreams(self) -> dict[str, str]:
        """What the Caddyfile asks for."""
        public = {f"{name.upper()}_UPSTREAM": f"127.0.0.1:{port}" for name, port in self.public.items()}
        return public | {"CUSTOMERS_PRIVATE_UPSTREAM": f"127.0.0.1:{self.private['customers', 'api']}"}

    def private_urls(self) -> dict[str, str]:
        """Where the services find each other."""
        return {
            f"{service.upper()}_PRIVATE_URL": f"http://127.0.0.1:{self.private[service, 'api']}"
            for service in SERVICES
        }


@dataclass(frozen=True)
class ServiceEnvironment:
    """Everything a service process reads from its environment."""

    outer: Mapping[str, str]
    """The launcher's own environment, which wins where it says something."""
    data_directory: Path
    ports: Ports
    secrets: Secrets
    public_url: str
    """Of the gateway."""

    def of(self, service: str, role: str, *, database_url: str, bootstrap: str | None) -> dict[str, str]:
        """The environment of one process; `bootstrap` None keeps what the outer environment says."""
        ours = {
            "OWNER_EMAIL": self.secrets.owner_email,
            "OWNER_PASSWORD": self.secrets.owner_password,
            "PUBLIC_URL": self.public_url,
            "BANK_DATA_KEYS": self.secrets.bank_data_key,
            "IMPORT_HASH_KEY": self.secrets.import_hash_key,
            "SERVICE_TOKEN_KEY": self.secrets.service_token_key,
            "SMTP_URL": f"smtp://127.0.0.1:{self.ports.mail_smtp}",
            "BOUNCE_INTAKE_PORT": str(self.ports.bounce_intake),
            "BOUNCE_DOMAIN": BOUNCE_DOMAIN,
        }
        others = {name for names in OWN_VARIABLES.values() for name in names} - set(OWN_VARIABLES[service])
        inherited = {
            name: value
            for name, value in self.outer.items()
            if name not in others and not name.startswith("DATABASE_URL_")
        }
        topics = {} if bootstrap is None else FAST_TOPICS
        # What the system does not choose itself comes from outside, if at all.
        own = ("SERVICE_TOKEN_KEY", *OWN_VARIABLES[service])
        chosen = {name: ours[name] for name in own if name in ours} | topics
        fixed = {
            f"DATABASE_URL_{service.upper()}": database_url,
            "HOST": "127.0.0.1",
            "PORT": str(self.ports.public[service]),
            "PRIVATE_PORT": str(self.ports.private[service, role]),
            "JWKS_URL": f"http://127.0.0.1:{self.ports.private['customers', 'api']}/.well-known/jwks.json",
            **self.ports.private_urls(),
            "DATA_DIR": str(self.data_directory),
            "PYTHONUNBUFFERED": "1",
            # glibc otherwise keeps a heap per thread, most of it empty.
            "MALLOC_ARENA_MAX": "2",
        }
        broker = {} if bootstrap is None else {"KAFKA_BOOTSTRAP_SERVERS": bootstrap}
        return {**chosen, **inherited, **fixed, **broker}

    def program(self, service: str, role: str, *, database_url: str, bootstrap: str | None) -> Program:
        """`python -m <service> <role>` with its environment and its log."""
        return Program(
            name=f"{service} {role}",
            command=[sys.executable, "-m", service, role],
            env=self.of(service, role, database_url=database_url, bootstrap=bootstrap),
            log=self.data_directory / "logs" / f"{service}-{role}.log",
            ready_url=f"http://127.0.0.1:{self.ports.private[service, role]}/readyz",
        )

    def mail_catcher(self) -> Program:
        """The mail server that stands in for the world."""
        return Program(
            name="mail catcher",
            command=[sys.executable, "-m", "deploy.local.mail_catcher"],
            env=os.environ
            | {
                "PYTHONPATH": str(Path(__file__).parents[2]),
                "MAIL_CATCHER_DIRECTORY": str(self.data_directory / "mail-catcher"),
                "MAIL_CATCHER_SMTP_PORT": str(self.ports.mail_smtp),
                "MAIL_CATCHER_HTTP_PORT": str(self.ports.mail_pages),
                "BOUNCE_INTAKE_PORT": str(self.ports.bounce_intake),
                "MALLOC_ARENA_MAX": "2",
            },
            log=self.data_directory / "logs" / "mail-catcher.log",
            ready_url=f"http://127.0.0.1:{self.ports.mail_pages}/mails",
        )
