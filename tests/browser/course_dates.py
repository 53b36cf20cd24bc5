"""Course dates as billing will tell of them: the contract's example event, on the real topic."""

import asyncio
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

from aiokafka import AIOKafkaProducer

from tests.support.system import RunningSystem

EXAMPLE = Path(__file__).parents[2] / "shared/contracts/examples/course_date.changed/with-participants.json"


def a_course_date(system: RunningSystem, title: str, customer_ids: Sequence[str], **more: Any) -> None:
    """There is such a course date, with a participant of each of the customers."""
    example = json.loads(EXAMPLE.read_text())
    course_date_id = str(uuid4())
    data = example["data"] | {"course_date_id": course_date_id, "title": title}
    data |= {"customer_ids": list(customer_ids)} | more
    headers = example["headers"] | {"ce_id": str(uuid4()), "ce_subject": course_date_id}
    # Playwright's loop runs in this thread already.
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, _publish(system.kafka, course_date_id, data, headers)).result()


async def _publish(kafka: str, key: str, data: dict[str, Any], headers: dict[str, str]) -> None:
    async with AIOKafkaProducer(bootstrap_servers=kafka) as producer:
        await producer.send_and_wait(
            "course-dates",
            json.dumps(data).encode(),
            key=key.encode(),
            headers=[(name, value.encode()) for name, value in headers.items()],
        )
