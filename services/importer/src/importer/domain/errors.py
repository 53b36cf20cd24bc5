"""What can be wrong with a file or a job, by name and id."""

from uuid import UUID


class UnreadableFile(Exception):
    """The file cannot be read as a table of customers. `code` is stable, `message` says in German what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


class ImportUnknown(Exception):
    """There is no import of this id."""

    def __init__(self, job_id: UUID) -> None:
        super().__init__(f"import {job_id} is unknown")
        self.job_id = job_id


class ImportNotStartable(Exception):
    """Only a checked import with at least one valid row can be started."""

    def __init__(self, job_id: UUID, status: str) -> None:
        super().__init__(f"import {job_id} is {status} and cannot be started")
        self.job_id = job_id
        self.status = status


class ImportNotCancellable(Exception):
    """The import has already ended."""

    def __init__(self, job_id: UUID, status: str) -> None:
        super().__init__(f"import {job_id} is {status} and cannot be cancelled")
        self.job_id = job_id
        self.status = status
