"""OpenTelemetry: the context travels with every request and event; spans leave only when asked to."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from opentelemetry import trace
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF, ALWAYS_ON, ParentBased
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

Kind = Literal["server", "client", "producer", "consumer", "internal"]

_KINDS = {
    "server": trace.SpanKind.SERVER,
    "client": trace.SpanKind.CLIENT,
    "producer": trace.SpanKind.PRODUCER,
    "consumer": trace.SpanKind.CONSUMER,
    "internal": trace.SpanKind.INTERNAL,
}
_propagator = TraceContextTextMapPropagator()
# Without a set-up the spans are not recorded, but have ids that logs and events carry.
_provider = TracerProvider(sampler=ParentBased(ALWAYS_OFF))
_tracer = _provider.get_tracer("chassis")


def setup(service: str, role: str, endpoint: str | None) -> None:
    """Sends spans to the OTLP endpoint (HTTP); without one none are recorded."""
    global _provider, _tracer
    if endpoint is None:
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    resource = Resource.create({"service.namespace": "stammkunde", "service.name": f"{service}-{role}"})
    _provider = TracerProvider(sampler=ParentBased(ALWAYS_ON), resource=resource)
    _provider.add_span_processor(
        BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint.rstrip("/") + "/v1/traces"))
    )
    _tracer = _provider.get_tracer("chassis")


def shutdown() -> None:
    """Sends what is left."""
    _provider.shutdown()


def traceparent() -> str | None:
    """The W3C `traceparent` of the current span; None outside of any."""
    carrier: dict[str, str] = {}
    _propagator.inject(carrier)
    return carrier.get("traceparent")


@contextmanager
def span(
    name: str, parent: str | None = None, *, kind: Kind = "internal", **attributes: str | int
) -> Iterator[trace.Span]:
    """A span around the block, below `parent` (a `traceparent`), else below the current one.

    Attributes are ids, numbers and names of ours, never personal data. An exception marks the span by its
    class; its text is not recorded.
    """
    context = _propagator.extract({"traceparent": parent}) if parent else None
    with _tracer.start_as_current_span(
        name,
        context=context,
        kind=_KINDS[kind],
        attributes=attributes,
        record_exception=False,
        set_status_on_exception=False,
    ) as current:
        try:
            yield current
        except BaseException as error:
            current.set_attribute("error.type", type(error).__qualname__)
            current.set_status(trace.StatusCode.ERROR)
            raise
