"""One line per request, at a twentieth of what the way through the loggers costs."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Final

import msgspec
import structlog

from .output import Output

HELD_S: Final = 0.02
"""Lines of so many seconds leave in one write; a process that is killed takes them along."""

_LOGGER: Final = "regie.access"
_text = structlog.get_logger(_LOGGER)
_encode = msgspec.json.Encoder().encode


class _Line(msgspec.Struct, gc=False):
    """In the shape of any other JSON line."""

    route: str
    method: str
    status: int
    elapsed_ms: float
    sql: int
    client: str
    request_id: str
    timestamp: datetime
    cf_ray: str | msgspec.UnsetType = msgspec.UNSET
    actor: str | msgspec.UnsetType = msgspec.UNSET
    event: str = "request"
    level: str = "info"
    logger: str = _LOGGER


class AccessLog:
    """Until `configure_logging` directs it, and for people's eyes after, it is a logger as any."""

    def __init__(self) -> None:
        self._output: Output | None = None
        self._silent = False

    def direct(self, output: Output | None, *, silent: bool) -> None:
        """JSON lines go straight to `output`; `silent` when the level is above theirs."""
        self._output, self._silent = output, silent

    def record(
        self,
        *,
        route: str,
        method: str,
        status: int,
        elapsed_s: float,
        sql: int,
        client: str,
        request_id: str,
        cf_ray: str | None = None,
        actor: str | None = None,
    ) -> None:
        """`client`: as the edge tells clients apart, never what they say of themselves. `actor`:
        who was signed in, by an id (`person:7`)."""
        if self._silent:
            return
        elapsed_ms = round(elapsed_s * 1000, 2)
        if self._output is None:
            _text.info(
                "request",
                route=route,
                method=method,
                status=status,
                elapsed_ms=elapsed_ms,
                sql=sql,
                client=client,
                **({} if actor is None else {"actor": actor}),
            )  # the ids of the request are in the context
            return
        now = datetime.now(UTC)
        line = _Line(route, method, status, elapsed_ms, sql, client, request_id, now)
        if cf_ray:
            line.cf_ray = cf_ray
        if actor:
            line.actor = actor
        if self._output.hold(_encode(line) + b"\n"):
            self._release_soon(self._output)

    def _release_soon(self, output: Output) -> None:
        try:
            asyncio.get_running_loop().call_later(HELD_S, output.release)
        except RuntimeError:  # no event loop runs: nothing would come and release it
            output.release()


ACCESS_LOG: Final = AccessLog()
"""Of the process, as its loggers are."""
