"""The least that answers the same question, in three steps from a bare server to our edge.

`floor`   bare ASGI under plain uvicorn (uvloop, httptools, no access log), asyncpg's pool without
          reset. No request id, no security headers, no limits, no metrics, no log: what the answer
          itself costs, and no more.
`guarded` the same, reading through the guarded pool that the orders app reads through.
`edge`    the same callable behind the edge, as the served application is put together: it stands in
          the place of the app's own route, so server, edge, limits, log and pool are ours.

All three do the app's work: strict JSON, both fields checked, the number normalised, the one
statement, the name rule, the answer encoded by msgspec. What lies between `edge` and Régie is what
its models, service, repository and request object cost.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import unicodedata
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final, cast

import asyncpg
import msgspec
import uvicorn

from regie.apps.orders.domain import Status, normalise_number
from regie.apps.orders.names import matches
from regie.apps.orders.proven import ProvenSource
from regie.apps.orders.schemas import NO_CONTROL
from regie.apps.orders.settings import OrdersSettings
from regie.apps.orders.statements import order_select
from regie.bootstrap import Runtime, build_asgi, build_runtime, configure
from regie.core.observe import configure_logging
from regie.core.sqlguard import compiled
from regie.core.web import PUBLIC, Edge, HotRoute, Routes, ServerOptions, parse_json, serve

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Fetch = Callable[..., Awaitable[Sequence[Any]]]

PATH: Final = "/api/v1/orders/track"
_NO_CONTROL: Final = re.compile(NO_CONTROL)
_RANKS: Final = {status: rank for rank, status in enumerate(Status)}


class Step(msgspec.Struct):
    status: Status
    status_label: str
    on: date


class Found(msgspec.Struct):
    number: str
    status: Status
    status_label: str
    ordered_on: date
    expected_on: date | None
    days_late: int | None
    designation: str
    copies: int
    history: list[Step]
    source: str
    as_of: datetime


class BareLookUp:
    def __init__(self, runtime: Runtime, orders: OrdersSettings, fetch: Fetch):
        self._fetch = fetch
        self._statement = compiled(order_select(orders.mappings[0]), "postgresql")
        self._source = orders.source
        self._zone = runtime.settings.zone
        self._encode = msgspec.json.Encoder().encode
        catalogue = runtime.core.catalogue
        self._words = {
            language: {
                word: (status, catalogue.text(f"orders.status.{status.value}", language, {}))
                for word, status in orders.statuses.items()
            }
            for language in ("fr", "en")
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        language = "en" if headers.get(b"accept-language", b"fr").startswith(b"en") else "fr"
        asked = await self._read(headers, receive)
        rows: Sequence[Any] = []
        if asked:
            values = self._statement.values(number=normalise_number(asked[0]))
            rows = await self._fetch(self._statement.sql, *values)
        if asked and rows and matches(rows[0]["customer"], asked[1]):
            status, body = 200, self._encode(self._answer(rows, language))
        else:
            status, body = 404 if asked else 422, b'{"detail":"no such order"}'
        start = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
            (b"content-language", language.encode()),
            (b"vary", b"Accept-Language"),
        ]
        await send({"type": "http.response.start", "status": status, "headers": start})
        await send({"type": "http.response.body", "body": body})

    async def _read(self, headers: dict[bytes, bytes], receive: Receive) -> tuple[str, str] | None:
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        if headers.get(b"content-type") != b"application/json":
            return None
        match parse_json(body):
            case {"number": str(number), "name": str(name), **others} if not others:
                if _is_sound(number, 64) and _is_sound(name, 120):
                    return unicodedata.normalize("NFC", number), unicodedata.normalize("NFC", name)
        return None

    def _answer(self, rows: Sequence[Any], language: str) -> Found:
        words = self._words[language]
        first = rows[0]
        now = datetime.now(UTC)
        status, label = words[first["status"]]
        history = [Step(*words[row["step"]], row["step_on"]) for row in rows if row["step_on"]]
        history.sort(key=lambda step: (step.on, _RANKS[step.status]))
        expected = first["expected_on"]
        late = None
        if expected is not None and status is not Status.CANCELLED:
            left = [step.on for step in history if step.status is Status.DISPATCHED]
            reached = left[0] if left else now.astimezone(self._zone).date()
            late = max(0, (reached - expected).days)
        return Found(
            first["number"],
            status,
            label,
            first["ordered_on"],
            expected,
            late,
            first["designation"],
            first["copies"],
            history,
            self._source,
            now,
        )


def _is_sound(text: str, longest: int) -> bool:
    return 0 < len(text) <= longest and _NO_CONTROL.match(text) is not None


def _behind_edge(runtime: Runtime, orders: OrdersSettings) -> Edge:
    part = runtime.parts["orders"]
    bare = BareLookUp(runtime, orders, _guarded(runtime).fetch)

    async def hand_over(_: object) -> Any:
        return bare

    route = HotRoute(
        "POST", PATH, hand_over, "track", "", "orders", body_limit_bytes=4096, guard=PUBLIC
    )
    bare_part = replace(part, routes=Routes(hot=(route,)))
    return build_asgi(replace(runtime, parts={**runtime.parts, "orders": bare_part}))


def _guarded(runtime: Runtime) -> ProvenSource:
    return cast("ProvenSource", runtime.parts["orders"].resources[0])


def _dsn(orders: OrdersSettings) -> str:
    assert orders.dsn is not None
    return orders.dsn.get_secret_value()


async def _no_reset(_: object) -> None:
    """A session whose statements change nothing needs none."""


@asynccontextmanager
async def _plain_fetch(orders: OrdersSettings) -> AsyncIterator[Fetch]:
    size = orders.pool_ceiling or 10
    async with asyncpg.create_pool(
        _dsn(orders), min_size=size, max_size=size, reset=_no_reset
    ) as pool:
        yield pool.fetch


@asynccontextmanager
async def _guarded_fetch(runtime: Runtime) -> AsyncIterator[Fetch]:
    async with runtime.opened():
        yield _guarded(runtime).fetch


async def _serve_bare(
    runtime: Runtime,
    orders: OrdersSettings,
    opened: AbstractAsyncContextManager[Fetch],
    port: int,
) -> None:
    async with opened as fetch:
        config = uvicorn.Config(
            BareLookUp(runtime, orders, fetch),
            port=port,
            lifespan="off",
            access_log=False,
            log_level="warning",
        )
        await uvicorn.Server(config).serve()


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.bare")
    parser.add_argument("step", choices=("floor", "guarded", "edge"))
    parser.add_argument("--port", type=int, required=True)
    arguments = parser.parse_args()
    configuration = configure()
    orders = cast("OrdersSettings", configuration.apps["orders"].values)
    runtime = build_runtime(configuration)
    configure_logging("json", configuration.settings.log_level)
    if arguments.step == "edge":
        options = ServerOptions(drain_s=0)
        serve(lambda: _behind_edge(runtime, orders), port=arguments.port, options=options)
        return
    opened = _plain_fetch(orders) if arguments.step == "floor" else _guarded_fetch(runtime)
    with asyncio.Runner(loop_factory=uvicorn.Config("").get_loop_factory()) as runner:
        runner.run(_serve_bare(runtime, orders, opened, arguments.port))


if __name__ == "__main__":
    main()
