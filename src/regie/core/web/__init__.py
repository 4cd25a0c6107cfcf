"""The HTTP edge: routes, errors, limits and the server that runs them."""

from .app import build_app
from .declared import may_raise
from .edge import Edge
from .errors import FieldError, InvalidFields
from .exchange import Exchange, cookie_path, exchange_of, never_compress
from .failures import FailedRequest
from .hosts import HostRule
from .idempotent import idempotent
from .json_body import parse_json
from .limiting import EdgeLimits
from .local import local_only
from .messages import WEB_MESSAGES
from .metrics import METRICS_FOLDER, count_as
from .options import Deadlines, EdgeOptions, ServerOptions
from .proxies import ClientAddress
from .proxy_check import proxy_check_routes
from .routes import API, HotRoute, Routes, api_router, body_limit, read_json
from .server import serve
from .sse import event_stream, long_poll, resume_after, wants_stream
from .system import About, DemoGuide, DemoHint
from .transaction import transaction

__all__ = [
    "API",
    "METRICS_FOLDER",
    "WEB_MESSAGES",
    "About",
    "ClientAddress",
    "Deadlines",
    "DemoGuide",
    "DemoHint",
    "Edge",
    "EdgeLimits",
    "EdgeOptions",
    "Exchange",
    "FailedRequest",
    "FieldError",
    "HostRule",
    "HotRoute",
    "InvalidFields",
    "Routes",
    "ServerOptions",
    "api_router",
    "body_limit",
    "build_app",
    "cookie_path",
    "count_as",
    "event_stream",
    "exchange_of",
    "idempotent",
    "local_only",
    "long_poll",
    "may_raise",
    "never_compress",
    "parse_json",
    "proxy_check_routes",
    "read_json",
    "resume_after",
    "serve",
    "transaction",
    "wants_stream",
]
