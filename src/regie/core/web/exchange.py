"""What the edge knows of one request, for everything behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from time import perf_counter
from typing import Literal, NamedTuple

from starlette.responses import Response
from starlette.types import Scope

from regie.core.access import Actor

from .guards import Guard
from .overload import Gate, Share
from .proxies import ClientAddress, ForwardedBy

Headers = dict[bytes, bytes]
RawHeaders = Sequence[tuple[bytes, bytes]]
Reshape = Callable[[Mapping[str, object]], tuple[object, RawHeaders]]
"""Of a problem: what is sent in its place, as JSON, and headers besides its own."""


class Credential(NamedTuple):
    kind: Literal["bearer", "cookie"]
    secret: str


class Exchange:
    """One per request, at `scope["regie"]`. Written by the edge, read by everybody."""

    __slots__ = (
        "_gate",
        "actor",
        "ask_anew",
        "before_commit",
        "body_limit_bytes",
        "cf_ray",
        "client",
        "compressible",
        "credential",
        "cut",
        "draining",
        "guard",
        "headers",
        "hold_off",
        "host",
        "limits",
        "method",
        "path",
        "quiet",
        "replayed",
        "request_id",
        "reshape",
        "root_path",
        "route",
        "scheme",
        "sharing",
        "started",
        "statements",
        "status",
        "stream_of",
        "streaming",
        "tenant",
    )

    request_id: str
    client: ClientAddress

    def __init__(self, scope: Scope, headers: Headers, draining: asyncio.Event, gate: Gate):
        self.started = perf_counter()
        self.headers = headers
        """By lower-case name; of a repeated one, the last (duplicates that matter are refused)."""
        self.draining = draining
        """Set when the process is about to stop: what has no end of its own ends itself, and its
        client comes back."""
        self._gate = gate
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        """Below the root path: /api/v1/about, under whatever prefix it was asked."""
        self.root_path = ""
        self.scheme: str = scope["scheme"]
        self.host: str = ""
        self.cf_ray: str | None = None
        self.route: str = "unmatched"
        """The template (/api/v1/orders/{number}), for logs and metrics: never what was asked."""
        self.credential: Credential | None = None
        """What it brings, not verified; None also where nobody asks."""
        self.actor: Actor | None = None
        """Who sent it; None also where nobody asks."""
        self.tenant: str | None = None
        """Whose it is: its sender's, or that of the key that a public route recognised itself."""
        self.guard: Guard | None = None
        """Of its route, once it was admitted: see `StrictRoute`."""
        self.ask_anew: Callable[[], Awaitable[bool | None]] | None = None
        """For what lasts: whether its sender would be let through again, with the same rights; None
        while nobody can tell."""
        self.status = 0
        self.statements = 0
        self.compressible = True
        self.streaming = False
        self.stream_of = ""
        """Whom it is counted for, while it streams."""
        self.quiet = False
        """A probe, or refused because something is full or away: counted, not logged."""
        self.hold_off: Callable[[], None] = scope.get("regie.hold_off", _nothing)
        """Leaves the client's next request on this connection unread for a moment."""
        self.cut: Callable[[], None] = scope.get("regie.cut", _nothing)
        """Ends the connection at once, with what was not sent yet."""
        self.body_limit_bytes: int | None = None
        self.before_commit: Callable[[Response], None] | None = None
        """Shown the answer while the request's transaction can still keep it."""
        self.replayed = False
        """Its answer was kept and is given again: nothing was done."""
        self.reshape: Reshape | None = None
        self.limits: RawHeaders = ()
        """What the answer tells of the limits that the request met."""
        self.sharing: RawHeaders | None = None
        """What it tells pages of other origins; None where nothing is shared."""

    def start_stream(self, share: Share | None = None) -> None:
        """For an answer that takes its time: it gives back its place among those who are worked
        for. Counted for the client's address, unless a `share` says for whom. Raises Overloaded
        when there are too many of them, and what the share says when they are all its own."""
        if self.streaming:
            return
        if share is None:
            self._gate.start_stream(self.client.key)
        else:
            self._gate.start_shared(share)
        self.stream_of = self.client.key if share is None else share.subject
        self.streaming = True

    def adopt(self, seen: ForwardedBy) -> None:
        self.client = seen.client
        self.request_id = seen.request_id
        self.cf_ray = seen.cf_ray
        if seen.scheme is not None:
            self.scheme = seen.scheme


def _nothing() -> None:
    """For servers other than ours, which hold nothing off and cut nobody."""


def exchange_of(scope: Scope) -> Exchange:
    return scope["regie"]


def cookie_path(scope: Scope) -> str:
    """The Path of our cookies: they stay off the neighbours of a shared host."""
    return scope.get("root_path", "") or "/"


def never_compress(scope: Scope) -> None:
    """For an answer with a secret beside text that an attacker may choose (BREACH)."""
    exchange_of(scope).compressible = False
