"""The shapes of the OpenAI API, as far as the document tells of them; the rest passes unchanged."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


class ChatMessage(BaseModel):
    model_config = ConfigDict(extra="allow")

    role: str
    content: Any = None


class ChatRequest(BaseModel):
    """Everything that the provider takes may stand beside these."""

    model_config = ConfigDict(extra="allow")

    model: str
    messages: list[ChatMessage]
    stream: bool = False
    max_tokens: int | None = None
    temperature: float | None = None


class ChatAnswer(BaseModel):
    model_config = ConfigDict(extra="allow")

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    model: str
    choices: list[Any]
    usage: dict[str, Any] | None = None


class ListedModel(BaseModel):
    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: str


class ListedModels(BaseModel):
    object: Literal["list"] = "list"
    data: list[ListedModel]
