"""HTTP shapes of providers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from regie.core.input import ShortText, Url

from .domain import Kind, State

Secret = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=r"^[!-~]+$")]
"""As it goes into a header: no space, nothing beyond ASCII."""


class ProviderDraft(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={
            "examples": [
                {"name": "Groq", "kind": "groq", "base_url": "https://api.groq.com/openai/v1"}
            ]
        },
    )

    name: ShortText
    kind: Literal["ollama", "groq", "openai"]
    base_url: Url
    """What `/chat/completions` is put behind."""
    secret: Secret | None = None
    """Sent as a bearer token; it is sealed, and never shown again."""
    enabled: bool = True


class ProviderChange(BaseModel):
    """What is not given stays."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: ShortText | None = None
    base_url: Url | None = None
    secret: Secret | None = None
    """A new one; an empty change leaves the present one where it is."""
    without_secret: bool = False
    enabled: bool | None = None


class SeenProvider(BaseModel):
    id: int
    name: str
    kind: Kind
    base_url: str
    has_secret: bool
    enabled: bool
    state: State
    failures: int
    """In a row."""
    cooldown_until: datetime | None
    last_failure: str | None
    """A code: `timeout`, `unavailable`, `status_503`."""
    last_failure_at: datetime | None
    models: int
    created_at: datetime
    version: int


class SeenProviders(BaseModel):
    providers: list[SeenProvider]
    next: str | None = None


class ProviderChecked(BaseModel):
    """What the provider said when it was asked for its models."""

    reachable: bool
    status: int | None = None
    error: str | None = None
    """A code, of ours."""
    elapsed_ms: int
    models: list[str] = Field(default_factory=list[str])
    """Its own names, the first two hundred."""
