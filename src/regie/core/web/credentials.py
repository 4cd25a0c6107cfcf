"""What a request brings along to say who sent it. Nothing here is verified."""

from __future__ import annotations

from typing import Final

from .cookies import SESSION_COOKIE
from .exchange import Credential, Exchange

_BEARER: Final = b"bearer"


def credential_of(exchange: Exchange) -> Credential | None:
    """A bearer token outranks a cookie, which is then not looked at: no page can make a browser
    send one. Other schemes (a proxy's own Basic) say nothing to us."""
    authorization = exchange.headers.get(b"authorization")
    if authorization is not None:
        scheme, _, token = authorization.partition(b" ")
        if scheme.lower() == _BEARER:
            return Credential("bearer", token.strip().decode("latin-1"))
    session = SESSION_COOKIE.read(exchange)
    return None if session is None else Credential("cookie", session)
