"""HTTP shapes of models."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from ..money import Micros, RowId, Tokens

ModelName = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:/@-]*$", max_length=100)
]


class ModelDraft(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={
            "examples": [
                {
                    "name": "rapide",
                    "provider_id": 1,
                    "upstream": "llama-3.3-70b-versatile",
                    "price_in_micros": 590_000,
                    "price_out_micros": 790_000,
                    "context_tokens": 131_072,
                    "max_output_tokens": 8_192,
                }
            ]
        },
    )

    name: ModelName
    """What clients ask for."""
    provider_id: RowId
    upstream: ModelName
    """What the provider calls it."""
    price_in_micros: Micros
    """Of a million tokens."""
    price_out_micros: Micros
    context_tokens: Tokens
    max_output_tokens: Tokens
    fallback_id: RowId | None = None
    """The model that answers while this one's provider does not."""
    enabled: bool = True


class ModelChange(BaseModel):
    """What is not given stays."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: ModelName | None = None
    provider_id: RowId | None = None
    upstream: ModelName | None = None
    price_in_micros: Micros | None = None
    price_out_micros: Micros | None = None
    context_tokens: Tokens | None = None
    max_output_tokens: Tokens | None = None
    fallback_id: RowId | None = None
    without_fallback: bool = False
    enabled: bool | None = None


class Named(BaseModel):
    id: int
    name: str


class SeenModel(BaseModel):
    id: int
    name: str
    provider: Named
    upstream: str
    price_in_micros: int
    price_out_micros: int
    context_tokens: int
    max_output_tokens: int
    fallback: Named | None
    enabled: bool
    version: int


class SeenModels(BaseModel):
    models: list[SeenModel]
    next: str | None = None
