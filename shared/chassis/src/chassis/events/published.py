"""What a service promises to others: typed facts and snapshots."""

import inspect
from types import ModuleType
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict


class PublishedEvent(BaseModel):
    """Base of a service's published events.

    `class CustomerCreated(CustomerSnapshot, topic="customers", type="customer.created")` is an event; without
    topic and type it is a shape that others extend. Once released a model is only ever extended.
    """

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    topic: ClassVar[str]
    type: ClassVar[str]

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """The arguments of the class statement are ours alone."""

    def __init_subclass__(cls, *, topic: str = "", type: str = "", **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if topic:
            cls.topic, cls.type = topic, type

    def value(self) -> bytes:
        """The record's value: compact JSON, by alias, times in UTC."""
        return self.model_dump_json(by_alias=True).encode()


def published_events(module: ModuleType) -> list[type[PublishedEvent]]:
    """The events (not the bare shapes) that `module` defines, in the order of their types."""
    found = [
        member
        for _, member in inspect.getmembers(module, inspect.isclass)
        if issubclass(member, PublishedEvent)
        and "type" in vars(member)
        and member.__module__ == module.__name__
    ]
    return sorted(found, key=lambda event: event.type)
