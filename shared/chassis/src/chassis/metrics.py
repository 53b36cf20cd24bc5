"""Every metric of the chassis, with its meaning. Labels hold names of ours and never an id.

A service's own metrics stand in its own `metrics.py`. The private port serves them all at `/metrics`.
"""

from prometheus_client import Counter, Gauge, Histogram

_FAST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

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
