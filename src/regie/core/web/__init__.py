"""The HTTP edge: routes, errors, limits and the server that runs them."""

from .acting import actor, maybe_actor
from .app import build_app
from .authenticator import Authenticator
from .cookies import DEVICE_COOKIE, SESSION_COOKIE
from .credentials import credential_of
from .cross_origin import is_own, origin_of
from .cursors import (
    AfterQuery,
    CursorMalformed,
    LimitQuery,
    next_cursor,
    read_cursor,
    write_cursor,
)
from .declared import may_raise
from .edge import Edge
from .errors import CookieNeedsHttps, CrossOrigin, FieldError, InvalidFields, MethodNotAllowed
from .etags import ChangedMeanwhile, PreconditionRequired, etag, if_match, tagged
from .exchange import (
    Credential,
    Exchange,
    RawHeaders,
    Reshape,
    cookie_path,
    exchange_of,
    never_compress,
)
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
from .import_answers import Import, ImportKinds, ImportList
from .imports import import_routes
from .job_answer import JobAnswer, job_answer
from .job_stream import followed_job
from .json_body import parse_json
from .limiting import EdgeLimits
from .messages import WEB_MESSAGES
from .metrics import METRICS_FOLDER, count_as
from .options import Deadlines, EdgeOptions, ServerOptions
from .overload import Share
from .proxies import ClientAddress
from .proxy_check import proxy_check_routes
from .refused import RefusedAccess
from .routes import API, HotRoute, Routes, api_router, body_limit, read_json
from .server import serve
from .sharing import Shared
from .sse import EVENTS_ANSWER, event_stream, long_poll, resume_after, wants_stream
from .system import About, DemoGuide, DemoHint
from .transaction import transaction
from .transfers import UPLOAD_ERRORS, file_answer, received_file

__all__ = [
    "API",
    "DEVICE_COOKIE",
    "ENROLLING",
    "EVENTS_ANSWER",
    "METRICS_FOLDER",
    "PUBLIC",
    "PUBLIC_OR_KNOWN",
    "SESSION_COOKIE",
    "SIGNED_IN",
    "SIGNED_IN_OR_TOKEN",
    "UPLOAD_ERRORS",
    "WEB_MESSAGES",
    "About",
    "AfterQuery",
    "Authenticator",
    "ChangedMeanwhile",
    "ClientAddress",
    "CookieNeedsHttps",
    "Credential",
    "CrossOrigin",
    "CursorMalformed",
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
    "Import",
    "ImportKinds",
    "ImportList",
    "InvalidFields",
    "JobAnswer",
    "LimitQuery",
    "MethodNotAllowed",
    "PreconditionRequired",
    "RawHeaders",
    "RefusedAccess",
    "Reshape",
    "Routes",
    "ServerOptions",
    "Share",
    "Shared",
    "actor",
    "api_router",
    "body_limit",
    "build_app",
    "cookie_path",
    "count_as",
    "credential_of",
    "etag",
    "event_stream",
    "exchange_of",
    "file_answer",
    "followed_job",
    "guarded",
    "idempotent",
    "if_match",
    "import_routes",
    "is_own",
    "job_answer",
    "long_poll",
    "may_raise",
    "maybe_actor",
    "never_compress",
    "next_cursor",
    "origin_of",
    "parse_json",
    "proxy_check_routes",
    "read_cursor",
    "read_json",
    "received_file",
    "requires",
    "resume_after",
    "serve",
    "tagged",
    "transaction",
    "wants_stream",
    "write_cursor",
]
