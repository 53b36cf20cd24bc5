"""What the use cases need of the world."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from importer.domain.checks import CheckedRow
from importer.domain.job import Counts, ImportJob


class Jobs(Protocol):
    """The import jobs. What is locked stays so until the transaction ends."""

    async def add(self, job: ImportJob, created_by: UUID, content: bytes) -> None: ...

    async def lock(self, job_id: UUID) -> ImportJob: ...

    async def save(self, job: ImportJob) -> None: ...

    async def drop_file(self, job_id: UUID) -> None: ...

    async def mark_counted(self, job_id: UUID, at: datetime) -> None: ...


class Rows(Protocol):
    """The rows of jobs."""

    async def add(self, job_id: UUID, rows: Sequence[CheckedRow]) -> None: ...

    async def discard(self, job_id: UUID) -> None: ...

    async def count(self, job_id: UUID) -> Counts: ...

    async def request(self, job_id: UUID, limit: int) -> Sequence[tuple[int, dict[str, Any]]]: ...

    async def answer(
        self,
        job_id: UUID,
        row: int,
        outcome: str,
        customer_id: UUID | None,
        number: int | None,
        findings: Sequence[Mapping[str, Any]],
    ) -> bool: ...

    async def cancel_unrequested(self, job_id: UUID) -> None: ...

    async def give_up_unanswered(self, job_id: UUID) -> None: ...

    async def erase_row(self, job_id: UUID, row: int) -> None: ...

    async def erase_of_customer(self, job_id: UUID, customer_id: UUID) -> None: ...


class CustomerEmails(Protocol):
    """What is known of the customers."""

    async def owners(self, hashes: Sequence[bytes]) -> Mapping[bytes, UUID]: ...

    async def keep(self, customer_id: UUID, email_hash: bytes | None) -> bool: ...

    async def merge(self, customer_id: UUID, into: UUID) -> bool: ...

    async def is_alive(self, customer_id: UUID) -> bool: ...

    async def deleted_among(self, customer_ids: Collection[UUID]) -> Sequence[UUID]: ...

    async def bury(self, customer_id: UUID) -> None: ...


class Purges(Protocol):
    """The answers to deletions."""

    async def erase(self, customer_id: UUID) -> dict[str, int]: ...

    async def answer_again(self, customer_id: UUID) -> tuple[int, dict[str, int]] | None: ...

    async def store(self, customer_id: UUID, counts: dict[str, int], *, at: datetime) -> None: ...
