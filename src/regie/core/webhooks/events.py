"""What can be told to others: events with a name, a schema and an example."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, Final, Generic, TypeVar

import msgspec

from regie.core.i18n import Language

from .payloads import (
    AboveWatch,
    ApiError,
    EndpointDisabled,
    EventData,
    JobFailed,
    QuotaLow,
    TestData,
)

D = TypeVar("D", bound=EventData)

BODY_LIMIT_BYTES: Final = 65_536
"""The specification advises 20 kB: more belongs behind an address in the message."""

_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,31}(\.[a-z][a-z0-9_]{0,31}){1,3}")
_EXAMPLE_TIME: Final = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


class PayloadRefused(ValueError):
    """What was to be sent is not what the event's schema says: a defect of whoever triggers it."""


@dataclass(frozen=True, slots=True, eq=False)
class WebhookEvent(Generic[D]):
    """Declared once, by the core below or by an app in its manifest."""

    TEST: ClassVar[WebhookEvent[TestData]]
    ENDPOINT_DISABLED: ClassVar[WebhookEvent[EndpointDisabled]]
    JOB_FAILED: ClassVar[WebhookEvent[JobFailed]]
    QUOTA_LOW: ClassVar[WebhookEvent[QuotaLow]]
    API_ERROR: ClassVar[WebhookEvent[ApiError]]
    ABOVE_WATCH: ClassVar[WebhookEvent[AboveWatch]]

    name: str
    """Dotted, such as `quota.low`: receivers choose by it, so it stays."""
    title: Mapping[Language, str]
    example: D
    """Its type is the schema."""

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"{self.name!r} is not the name of an event: {_NAME.pattern}")
        self.checked(self.example)

    def checked(self, data: D | Mapping[str, Any]) -> D:
        """Raises PayloadRefused, which says where and repeats no value."""
        given = msgspec.to_builtins(data) if isinstance(data, msgspec.Struct) else data
        try:
            return msgspec.convert(given, type(self.example))
        except msgspec.ValidationError as error:
            raise PayloadRefused(f"{self.name}: {error}") from error

    def body(self, data: D | Mapping[str, Any], at: datetime) -> str:
        """The message. Raises PayloadRefused, also above BODY_LIMIT_BYTES."""
        message = {"type": self.name, "timestamp": at, "data": self.checked(data)}
        encoded = msgspec.json.encode(message)
        if len(encoded) > BODY_LIMIT_BYTES:
            raise PayloadRefused(f"{self.name}: {len(encoded)} bytes, above {BODY_LIMIT_BYTES}")
        return encoded.decode()

    @property
    def schema(self) -> dict[str, Any]:
        """JSON Schema 2020-12 of `data`."""
        return msgspec.json.schema(type(self.example))

    @property
    def sample(self) -> dict[str, Any]:
        """A whole message, as a receiver reads it."""
        return msgspec.json.decode(self.body(self.example, _EXAMPLE_TIME))


AnyEvent = WebhookEvent[Any]


class EventCatalogue:
    """All that this installation can tell: the core's events and those of its apps."""

    def __init__(self, events: Iterable[AnyEvent]):
        """Raises ValueError when two of them have one name."""
        self._events: dict[str, AnyEvent] = {}
        for event in events:
            if event.name in self._events:
                raise ValueError(f"the event {event.name} is declared twice")
            self._events[event.name] = event

    def __iter__(self) -> Iterator[AnyEvent]:
        return iter(self._events.values())

    def __contains__(self, event: AnyEvent) -> bool:
        return self._events.get(event.name) is event


WebhookEvent.TEST = WebhookEvent(
    "webhook.test",
    {"fr": "Message d’essai", "en": "Test message"},
    TestData(text="Bonjour de Régie"),
)
WebhookEvent.ENDPOINT_DISABLED = WebhookEvent(
    "webhook.endpoint_disabled",
    {"fr": "Un destinataire a été désactivé", "en": "An endpoint was disabled"},
    EndpointDisabled(
        endpoint="018f4b2e-6c1d-7c3a-9d51-0a1b2c3d4e5f",
        host="hooks.example.fr",
        description="ERP",
        reason="failing",
        failing_since=datetime(2026, 11, 16, 7, 30, tzinfo=UTC),
    ),
)
WebhookEvent.JOB_FAILED = WebhookEvent(
    "job.failed",
    {"fr": "Une tâche a échoué", "en": "A job has failed"},
    JobFailed(job="retail.import", id="4711", attempts=6, error="SourceTimeout"),
)
WebhookEvent.QUOTA_LOW = WebhookEvent(
    "quota.low",
    {"fr": "Un quota est presque épuisé", "en": "A quota is nearly used up"},
    QuotaLow(provider="groq", remaining=100),
)
WebhookEvent.API_ERROR = WebhookEvent(
    "api.error",
    {"fr": "Une requête a échoué par notre faute", "en": "A request failed through our fault"},
    ApiError(
        method="POST",
        route="/api/v1/orders/track",
        status=503,
        code="unavailable",
        request_id="5f0c2a9e7b1d4c3a8e6f9b2d",
    ),
)
WebhookEvent.ABOVE_WATCH = WebhookEvent(
    "requests.above_watch",
    {"fr": "Beaucoup de requêtes en peu de temps", "en": "Many requests in a short time"},
    AboveWatch(
        watch="client",
        subject="b7e1f0c94a2d4f6e8c0b5a3d7e9f1c24",
        seen=101,
        threshold=100,
        window_s=60,
    ),
)

CORE_EVENTS: Final[tuple[AnyEvent, ...]] = (
    WebhookEvent.TEST,
    WebhookEvent.ENDPOINT_DISABLED,
    WebhookEvent.JOB_FAILED,
    WebhookEvent.QUOTA_LOW,
    WebhookEvent.API_ERROR,
    WebhookEvent.ABOVE_WATCH,
)
