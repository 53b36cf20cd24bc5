"""The importer, put together."""

from pathlib import Path

from chassis.events.topics import Topic
from chassis.http.personal_data import personal_data_router
from chassis.service import MEBIBYTE, Service
from importer.adapters.data_map import DATA_MAP
from importer.entrypoints.consumer import SUBSCRIPTIONS
from importer.entrypoints.http import imports, reports
from importer.entrypoints.http.problems import PROBLEMS
from importer.entrypoints.worker import close_jobs, drop_old_rows, read_files, run_jobs
from importer.settings import settings

SERVICE = Service(
    name="importer",
    settings=settings,
    routers=[reports.router, imports.router],
    private_routers=[personal_data_router(DATA_MAP)],
    topics=[Topic("import-rows", retention_ms=24 * 60 * 60 * 1000)],
    subscriptions=SUBSCRIPTIONS,
    background=[read_files, run_jobs, close_jobs, drop_old_rows],
    problems=PROBLEMS,
    migrations=Path(__file__).parents[2] / "migrations",
    max_body_bytes=21 * MEBIBYTE,  # a file of 20 MiB in its multipart envelope
)
