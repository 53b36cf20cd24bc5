"""Every metric of the chassis, with its meaning. Labels hold names of ours and never an id.

A service's own metrics stand in its own `metrics.py`. The private port serves them all at `/metrics`.
"""

from prometheus_client import Counter, Gauge, Histogram

_FAST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_SLOW = (*_FAST, 30.0, 60.0, 300.0, 3600.0)

# --- HTTP ------------------------------------------------------------------------------------------
HTTP_REQUESTS = Counter(
    "http_requests_total", "Requests answered, by route template and status", ("method", "route", "status")
)
HTTP_REQUEST_SECONDS = Histogram(
    "http_request_seconds",
    "Time from the request's head to the answer's end",
    ("method", "route"),
    buckets=_FAST,
)
STREAM_CLIENTS = Gauge("stream_clients", "Browsers connected to this process's event stream")
STREAM_DROPPED_CLIENTS = Counter(
    "stream_dropped_clients_total", "Streams ended because their browser did not keep up"
)

# --- Events ----------------------------------------------------------------------------------------
RELAYED = Counter(
    "relay_events_total", "Events acknowledged by Kafka and removed from the outbox", ("topic",)
)
RELAY_FAILURES = Counter(
    "relay_failures_total", "Batches not acknowledged; the producer was replaced", ("error",)
)
RELAY_ACTIVE = Gauge("relay_active", "1 in the process whose relay sends, 0 where it stands by")
CONSUMED = Counter("consumer_messages_total", "Messages taken, by what became of them", ("topic", "outcome"))
CONSUMER_BACKLOG = Gauge("consumer_backlog", "Messages fetched and not finished yet")
CONSUMER_WAITS = Counter("consumer_waits_total", "Times a lane waited for a database that was away")
PARKED_RETRIES = Counter("parked_retries_total", "Attempts at parked messages, by result", ("result",))
EFFECT_SECONDS = Histogram(
    "event_effect_seconds",
    "From the time in the event to the commit of its effect",
    ("topic",),
    buckets=_SLOW,
)

# --- What is waiting (measured by the worker every five seconds) -----------------------------------
OUTBOX_SIZE = Gauge("outbox_size", "Events committed and not yet acknowledged by Kafka")
OUTBOX_AGE_SECONDS = Gauge("outbox_age_seconds", "Age of the oldest of them; 0 when there is none")
PARKED = Gauge("parked_messages", "Messages set aside that are tried again by themselves")
DEAD_LETTERS = Gauge("dead_letters", "Messages that wait for a person")
CONSUMER_LAG = Gauge(
    "consumer_lag", "Records of a topic between what the group has committed and the topic's end", ("topic",)
)
