"""Outbound HTTP: one pooled client, and one that people's addresses cannot turn inwards."""

from .addresses import is_public
from .aiohttp_transport import AiohttpTransport
from .client import HttpClient, Streamed
from .errors import (
    AddressRefused,
    AnswerTooLarge,
    BadAnswer,
    RemoteBusy,
    RemoteError,
    RemoteTimeout,
    RemoteUnavailable,
)
from .httpcore_transport import HttpcoreTransport
from .memory import MemoryTransport, Reply
from .messages import HTTP_MESSAGES
from .model import (
    STRANGERS_LIMITS,
    STRANGERS_TIMEOUTS,
    Answer,
    Headers,
    Limits,
    Request,
    Response,
    Timeouts,
)
from .names import USUAL_PORTS, Guard, Lookup, Names, Resolve, system_lookup
from .pooled import Engine, guarded_client, pooled_client
from .transport import Transport

__all__ = [
    "HTTP_MESSAGES",
    "STRANGERS_LIMITS",
    "STRANGERS_TIMEOUTS",
    "USUAL_PORTS",
    "AddressRefused",
    "AiohttpTransport",
    "Answer",
    "AnswerTooLarge",
    "BadAnswer",
    "Engine",
    "Guard",
    "Headers",
    "HttpClient",
    "HttpcoreTransport",
    "Limits",
    "Lookup",
    "MemoryTransport",
    "Names",
    "RemoteBusy",
    "RemoteError",
    "RemoteTimeout",
    "RemoteUnavailable",
    "Reply",
    "Request",
    "Resolve",
    "Response",
    "Streamed",
    "Timeouts",
    "Transport",
    "guarded_client",
    "is_public",
    "pooled_client",
    "system_lookup",
]
