"""The producer of the relay, and how to be rid of one without another byte of it reaching Kafka."""

import asyncio

from aiokafka import AIOKafkaProducer

from chassis.settings import ServiceSettings

from .topics import kafka_options

REQUEST_TIMEOUT_S = 4.0
"""After that nothing of an abandoned producer is accepted by Kafka any more."""

_FAREWELL_S = 1.0


def new_producer(settings: ServiceSettings) -> AIOKafkaProducer:
    """A producer that is not started yet: every record acknowledged by all replicas, none written twice."""
    return AIOKafkaProducer(
        **kafka_options(settings),
        acks="all",
        enable_idempotence=True,
        request_timeout_ms=int(REQUEST_TIMEOUT_S * 1000),
        max_request_size=1_000_000,
    )


async def abandon(producer: AIOKafkaProducer) -> None:
    """Cuts its connections before anything else runs, then ends it. Nothing is flushed or tried again.

    `stop` would send what somebody else may have sent again by then, and closing a connection in order would
    still write what waits in its buffer.
    """
    producer._closed = True
    sender, client = producer._sender, producer.client
    if sender.sender_task is not None:
        sender.sender_task.cancel()
    for connection in client._conns.values():
        if connection._writer is not None:
            connection._writer.transport.abort()
    ending = {asyncio.create_task(sender.close()), asyncio.create_task(client.close())}
    try:
        await asyncio.wait(ending, timeout=_FAREWELL_S)
    finally:
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)
    # A request that was cut off may have had the cluster asked anew.
    await asyncio.gather(client.close(), return_exceptions=True)
