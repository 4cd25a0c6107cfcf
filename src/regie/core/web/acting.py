"""Who asks, for endpoints: dependencies of FastAPI."""

from __future__ import annotations

from fastapi import Request

from regie.core.access import Actor, NotSignedIn

from .declared import may_raise
from .exchange import exchange_of


@may_raise(NotSignedIn)
def actor(request: Request) -> Actor:
    """A dependency: who asks, on a route whose guard lets nobody else through."""
    known = exchange_of(request.scope).actor
    if known is None:
        raise NotSignedIn
    return known


def maybe_actor(request: Request) -> Actor | None:
    """A dependency: who asks, if anybody knows, on a route that is PUBLIC_OR_KNOWN."""
    return exchange_of(request.scope).actor
