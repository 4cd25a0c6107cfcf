"""HTTP shapes of the console's webhooks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from regie.core.i18n import Language
from regie.core.input import Instant, ShortText, Url
from regie.core.webhooks import (
    FILTER_PATTERN,
    MOST_FILTERS,
    AnyEvent,
    AttemptSeen,
    Draft,
    Endpoint,
    Sent,
    SentInFull,
    State,
)

CURSOR_PATTERN: Final = r"^[0-9]{1,16}-[0-9a-f]{32}$"
LONGEST_OVERLAP_HOURS: Final = 168

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)

Say = Callable[[str, dict[str, object]], str]
"""The text of a code, in the reader's language."""


def _without_fragment(url: str) -> str:
    return url.partition("#")[0]


def _without_doubles(filters: list[str]) -> list[str]:
    return list(dict.fromkeys(filters))


Filter = Annotated[str, StringConstraints(pattern=FILTER_PATTERN, max_length=128)]


class EndpointDraft(BaseModel):
    """What a person decides about an endpoint."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={
            "examples": [
                {
                    "url": "https://erp.example.fr/hooks/regie",
                    "events": ["quota.*", "job.failed"],
                    "description": "ERP",
                }
            ]
        },
    )

    url: Annotated[Url, AfterValidator(_without_fragment)]
    events: Annotated[
        list[Filter],
        Field(min_length=1, max_length=MOST_FILTERS, description="Names, `quota.*`, or `*`."),
        AfterValidator(_without_doubles),
    ]
    description: ShortText | None = None

    def as_draft(self) -> Draft:
        return Draft(self.url, self.events, self.description or "")


class Rotation(BaseModel):
    """For how long the former secret signs too; 0 for one that has leaked."""

    model_config = ConfigDict(extra="forbid", strict=True)

    overlap_hours: Annotated[int, Field(ge=0, le=LONGEST_OVERLAP_HOURS)] = 24


class ReplayFailed(BaseModel):
    model_config = ConfigDict(extra="forbid")

    since: Instant


class SeenEndpoint(BaseModel):
    id: UUID
    url: str
    events: Sequence[str]
    description: str
    enabled: bool
    read_only: bool
    variable: str | None
    """Of the environment, where it is set."""
    disabled_because: Literal["person", "gone", "failing", "withdrawn"] | None
    disabled_at: datetime | None
    former_secret_until: datetime | None
    failing_since: datetime | None
    succeeded_at: datetime | None
    """To the minute."""
    created_at: datetime
    changed_at: datetime

    @classmethod
    def of(cls, endpoint: Endpoint) -> SeenEndpoint:
        return cls(
            id=endpoint.id,
            url=endpoint.url,
            events=endpoint.events,
            description=endpoint.description,
            enabled=endpoint.enabled,
            read_only=endpoint.read_only,
            variable=f"WEBHOOK_{endpoint.number}_URL" if endpoint.read_only else None,
            disabled_because=endpoint.disabled_because,
            disabled_at=endpoint.disabled_at,
            former_secret_until=endpoint.former_until,
            failing_since=endpoint.failing_since,
            succeeded_at=endpoint.succeeded_at,
            created_at=endpoint.created_at,
            changed_at=endpoint.changed_at,
        )


class SeenEndpoints(BaseModel):
    endpoints: list[SeenEndpoint]
    most: int
    """How many a person may make."""


class EndpointWithSecret(BaseModel):
    endpoint: SeenEndpoint
    secret: str | None
    """Shown this once; null when the request is answered again for its Idempotency-Key."""


class SeenEvent(BaseModel):
    name: str
    title: str
    data_schema: dict[str, Any]
    """JSON Schema of the message's `data`."""
    example: dict[str, Any]
    """A whole message."""

    @classmethod
    def of(cls, event: AnyEvent, language: Language) -> SeenEvent:
        return cls(
            name=event.name,
            title=event.title[language],
            data_schema=event.schema,
            example=event.sample,
        )


class SeenEvents(BaseModel):
    events: list[SeenEvent]


class SeenDelivery(BaseModel):
    id: UUID
    created_at: datetime
    endpoint_id: UUID
    webhook_id: str
    event: str
    state: State
    reason: str | None
    reason_text: str | None
    round: int
    attempts: int
    last_status: int | None
    last_error: str | None
    last_error_text: str | None
    next_at: datetime | None
    ended_at: datetime | None

    @classmethod
    def of(cls, sent: Sent, say: Say) -> SeenDelivery:
        return cls(
            id=sent.id,
            created_at=sent.created_at,
            endpoint_id=sent.endpoint_id,
            webhook_id=sent.message_id,
            event=sent.event,
            state=sent.state,
            reason=sent.reason,
            reason_text=sent.reason and say(f"webhooks.{sent.reason}", {}),
            round=sent.round,
            attempts=sent.attempts,
            last_status=sent.last_status,
            last_error=sent.last_error,
            last_error_text=sent.last_error and say(sent.last_error, {"status": sent.last_status}),
            next_at=sent.next_at,
            ended_at=sent.ended_at,
        )


class SeenDeliveries(BaseModel):
    deliveries: list[SeenDelivery]
    next: str | None
    """The cursor of what follows; null at the end."""


class SeenAttempt(BaseModel):
    round: int
    ended_at: datetime
    duration_ms: int | None
    status: int | None
    error: str | None
    error_text: str | None
    excerpt: str | None
    """The first bytes of the receiver's answer."""

    @classmethod
    def of(cls, attempt: AttemptSeen, say: Say) -> SeenAttempt:
        return cls(
            round=attempt.round,
            ended_at=attempt.recorded_at,
            duration_ms=attempt.duration_ms,
            status=attempt.status,
            error=attempt.error,
            error_text=attempt.error and say(attempt.error, {"status": attempt.status}),
            excerpt=attempt.excerpt,
        )


class DeliveryInFull(BaseModel):
    delivery: SeenDelivery
    body: str
    """As it is sent, byte for byte."""
    attempts: list[SeenAttempt]

    @classmethod
    def of(cls, found: SentInFull, say: Say) -> DeliveryInFull:
        return cls(
            delivery=SeenDelivery.of(found.sent, say),
            body=found.body,
            attempts=[SeenAttempt.of(attempt, say) for attempt in found.attempts],
        )


class Replayed(BaseModel):
    replayed: int
    more: bool
    """There may be more: ask again."""


class Tested(BaseModel):
    delivery_id: UUID


def cursor_of(sent: Sent) -> str:
    return f"{(sent.created_at - _EPOCH) // _MICROSECOND}-{sent.id.hex}"


def position_of(cursor: str) -> tuple[datetime, UUID]:
    """Of a text that matches CURSOR_PATTERN."""
    microseconds, _, id_ = cursor.partition("-")
    return _EPOCH + int(microseconds) * _MICROSECOND, UUID(hex=id_)
