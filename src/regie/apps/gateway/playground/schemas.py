"""HTTP shapes of the playground."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from ..models.schemas import ModelName
from ..money import RowId, Tokens


class PlaygroundKey(BaseModel):
    id: int
    name: str
    remaining_micros: int
    models: list[int] | None


class PlaygroundModel(BaseModel):
    id: int
    name: str
    provider: str
    price_in_micros: int
    price_out_micros: int
    max_output_tokens: int


class Choices(BaseModel):
    keys: list[PlaygroundKey]
    models: list[PlaygroundModel]


class Message(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    role: Literal["system", "user", "assistant"]
    content: Annotated[str, StringConstraints(min_length=1, max_length=100_000)]


class Trial(BaseModel):
    """Answered as server-sent events: the provider's own, then one named `regie` with the cost."""

    model_config = ConfigDict(extra="forbid", strict=True)

    key_id: RowId
    """Of whose budget it is paid."""
    model: ModelName
    messages: Annotated[list[Message], Field(min_length=1, max_length=200)]
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    max_tokens: Tokens | None = None


class Bill(BaseModel):
    """The data of the event `regie`, which comes last."""

    cost_micros: int
    tokens_in: int
    tokens_out: int
    estimated: bool
    cache: Literal["miss", "hit"]
    model: str
    """The one that answered: the fallback, it may be."""
    provider: str | None
    first_ms: int
    whole_ms: int
    own_us: int
