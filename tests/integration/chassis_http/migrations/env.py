"""Brings the database of the example service up to date."""

from chassis.migrations import run_env
from tests.integration.chassis_http import things  # noqa: F401  (its tables)

run_env("tests")
