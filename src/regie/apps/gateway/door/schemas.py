"""The shapes of the OpenAI API, as far as the document tells of them; the rest passes unchanged."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from .asked import MOST_CHOICES

Count = Annotated[int, Field(ge=0)]


class ChatPart(BaseModel):
    model_config = ConfigDict(extra="allow")

    type: str = ""


class ChatMessage(BaseModel):
    model_config = ConfigDict(extra="allow")

    role: str
    content: str | list[ChatPart] | None = None


class ChatStreamOptions(BaseModel):
    model_config = ConfigDict(extra="allow")

    include_usage: bool | None = None


class ChatRequest(BaseModel):
    """Everything that the provider takes may stand beside these."""

    model_config = ConfigDict(extra="allow")

    model: str
    messages: Annotated[list[ChatMessage], Field(min_length=1)]
    stream: bool | None = None
    stream_options: ChatStreamOptions | None = None
    max_tokens: Count | None = None
    max_completion_tokens: Count | None = None
    temperature: float | None = None
    n: Annotated[int, Field(ge=1, le=MOST_CHOICES)] | None = None


class ChatAnswer(BaseModel):
    model_config = ConfigDict(extra="allow")

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    model: str
    choices: list[Any]
    usage: dict[str, Any] | None = None


class ChatError(BaseModel):
    """Ours, or the provider's own when it says that the request is wrong."""

    model_config = ConfigDict(extra="allow")

    message: str
    type: str | None = None
    param: str | None = None
    code: Any = None
    regie_code: str | None = None
    request_id: str | None = None


class ChatRefusal(BaseModel):
    error: ChatError


class ListedModel(BaseModel):
    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: str


class ListedModels(BaseModel):
    object: Literal["list"] = "list"
    data: list[ListedModel]
