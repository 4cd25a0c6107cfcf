"""The HTTP edge: routes, errors, limits and the server that runs them."""

from .acting import actor, maybe_actor
from .app import build_app
from .authenticator import Authenticator
from .cookies import DEVICE_COOKIE, SESSION_COOKIE
from .credentials import credential_of
from .declared import may_raise
from .edge import Edge
from .errors import CookieNeedsHttps, CrossOrigin, FieldError, InvalidFields
from .exchange import Credential, Exchange, cookie_path, exchange_of, never_compress
from .failures import FailedRequest
from .guards import (
    ENROLLING,
    PUBLIC,
    PUBLIC_OR_KNOWN,
    SIGNED_IN,
    SIGNED_IN_OR_TOKEN,
    Guard,
    guarded,
    requires,
)
from .hosts import HostRule
from .idempotent import idempotent
from .json_body import parse_json
from .limiting import EdgeLimits
from .messages import WEB_MESSAGES
from .metrics import METRICS_FOLDER, count_as
from .options import Deadlines, EdgeOptions, ServerOptions
from .proxies import ClientAddress
from .proxy_check import proxy_check_routes
from .refused import RefusedAccess
from .routes import API, HotRoute, Routes, api_router, body_limit, read_json
from .server import serve
from .sse import event_stream, long_poll, resume_after, wants_stream
from .system import About, DemoGuide, DemoHint
from .transaction import transaction

__all__ = [
    "API",
    "DEVICE_COOKIE",
    "ENROLLING",
    "METRICS_FOLDER",
    "PUBLIC",
    "PUBLIC_OR_KNOWN",
    "SESSION_COOKIE",
    "SIGNED_IN",
    "SIGNED_IN_OR_TOKEN",
    "WEB_MESSAGES",
    "About",
    "Authenticator",
    "ClientAddress",
    "CookieNeedsHttps",
    "Credential",
    "CrossOrigin",
    "Deadlines",
    "DemoGuide",
    "DemoHint",
    "Edge",
    "EdgeLimits",
    "EdgeOptions",
    "Exchange",
    "FailedRequest",
    "FieldError",
    "Guard",
    "HostRule",
    "HotRoute",
    "InvalidFields",
    "RefusedAccess",
    "Routes",
    "ServerOptions",
    "actor",
    "api_router",
    "body_limit",
    "build_app",
    "cookie_path",
    "count_as",
    "credential_of",
    "event_stream",
    "exchange_of",
    "guarded",
    "idempotent",
    "long_poll",
    "may_raise",
    "maybe_actor",
    "never_compress",
    "parse_json",
    "proxy_check_routes",
    "read_json",
    "requires",
    "resume_after",
    "serve",
    "transaction",
    "wants_stream",
]
