"""Plain HTTP in production: for this machine itself and for probes, nobody else."""

from __future__ import annotations

from urllib.parse import quote

from starlette.types import Scope

from .errors import HttpsRequired
from .exchange import Exchange


def require_https(exchange: Exchange, scope: Scope) -> None:
    """Raises HttpsRequired; with a location for GET and HEAD, whose repetition is harmless.

    A body, or a token in a header, has already crossed the network in the clear: a redirect would
    hide that from whoever wrote the client.
    """
    if exchange.scheme == "https" or exchange.client.loopback:
        return
    location = None
    if exchange.method in ("GET", "HEAD"):
        query = b"?" + scope["query_string"] if scope["query_string"] else b""
        path = quote(scope["path"], safe="/:@!$&'()*+,;=~")
        location = f"https://{exchange.host}{path}{query.decode('latin-1')}"
    raise HttpsRequired(location)
