"""Outbound HTTP: one pooled client, and one that people's addresses cannot turn inwards."""

from .addresses import is_public
from .asking import Asked
from .client import HttpClient, Streamed
from .errors import (
    AddressRefused,
    AnswerTooLarge,
    BadAnswer,
    KeptConnectionLost,
    LeftAlone,
    RemoteBusy,
    RemoteError,
    RemoteTimeout,
    RemoteUnavailable,
)
from .late_transport import Engine
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
from .pooled import guarded_client, pooled_client
from .retries import retry_after_s
from .transport import Transport

__all__ = [
    "HTTP_MESSAGES",
    "STRANGERS_LIMITS",
    "STRANGERS_TIMEOUTS",
    "USUAL_PORTS",
    "AddressRefused",
    "Answer",
    "AnswerTooLarge",
    "Asked",
    "BadAnswer",
    "Engine",
    "Guard",
    "Headers",
    "HttpClient",
    "KeptConnectionLost",
    "LeftAlone",
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
    "retry_after_s",
    "system_lookup",
]
