"""The limits of Régie under measurement: `python -m bench.limited CASE URL [PORT]`.

`decide` and `lua` decide on order (see peers/player.py), by our connection and by redis-py's pool,
the very same script. `edge` and `edge-limited` serve one route of FastAPI behind our edge.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import msgspec
from fastapi import Request
from prometheus_client import CollectorRegistry
from redis.asyncio import BlockingConnectionPool, Redis

from bench.peers.player import Piece, play
from regie.core.i18n import CORE_MESSAGES, Catalogue
from regie.core.limits import (
    LIMITS_MESSAGES,
    Asked,
    ClientRules,
    Decision,
    Found,
    Limit,
    Limiter,
    LimitMetrics,
    MemoryBuckets,
    Names,
    ValkeyBuckets,
)
from regie.core.limits.shared import TAKE
from regie.core.observe import Health, configure_logging
from regie.core.valkey import ValkeyLink
from regie.core.web import (
    PUBLIC,
    WEB_MESSAGES,
    About,
    EdgeLimits,
    EdgeOptions,
    Routes,
    ServerOptions,
    api_router,
    build_app,
    serve,
)

MUCH = Limit("address", quota=600_000, window_s=60)
NAMES = Names(b"a secret of the bench")


def _limiter(link: ValkeyLink, registry: CollectorRegistry | None = None) -> Limiter:
    metrics = LimitMetrics(registry) if registry else None
    return Limiter(ValkeyBuckets(link, NAMES), MemoryBuckets(NAMES), processes=1, metrics=metrics)


def _admitted(decision: object) -> bool:
    return isinstance(decision, Decision) and decision.admitted and not decision.local


@asynccontextmanager
async def decide(url: str) -> AsyncIterator[Piece]:
    link = ValkeyLink("limits", url)
    await link.open()
    limiter = _limiter(link)
    yield Piece(lambda number: limiter.decide(Asked((MUCH.of(f"client-{number}"),))), _admitted)
    await link.close()


@asynccontextmanager
async def lua(url: str) -> AsyncIterator[Piece]:
    client = Redis(connection_pool=BlockingConnectionPool.from_url(url, max_connections=100))
    script = client.register_script(TAKE.text)
    encode = msgspec.msgpack.Encoder().encode
    await cast("Any", client.script_load(TAKE.text))

    async def take(number: int) -> Decision:
        asked = Asked((MUCH.of(f"client-{number}"),))
        plan = encode([1, MUCH.capacity_us, MUCH.interval_us, 0])
        backlogs = await cast("Any", client).evalsha(
            script.sha, 1, NAMES.bucket(MUCH.name, asked.claims[0].subject), plan
        )
        return Decision.of(asked, Found(backlogs, []), local=False)

    yield Piece(take, _admitted)
    await client.aclose()


def about(language: str) -> About:
    return About("Régie", "0", "production", language, "Europe/Paris", ["fr"], "fr", [], None)


def serve_edge(url: str, port: int, *, limited: bool) -> None:
    registry = CollectorRegistry()
    link = ValkeyLink("limits", url)

    @asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        await link.open()
        yield
        await link.close()

    router = api_router("/api/v1", "hello", guard=PUBLIC)

    @router.get("/hello")
    async def hello(request: Request) -> dict[str, str]:
        return {"path": request.url.path}

    def app() -> Any:
        return build_app(
            [Routes(api=(router,))],
            EdgeOptions(allowed_hosts=("127.0.0.1",), access_log=False),
            health=Health("0", []),
            about=about,
            catalogue=Catalogue.merged([CORE_MESSAGES, WEB_MESSAGES, LIMITS_MESSAGES]),
            version="0",
            webapp=None,
            lifespan=lifespan,
            limits=EdgeLimits(_limiter(link, registry), ClientRules(MUCH)) if limited else None,
            registry=registry,
        )

    serve(app, port=port, options=ServerOptions(drain_s=0))


if __name__ == "__main__":
    configure_logging("json", "warning")
    case, url, *rest = sys.argv[1:]
    if rest:
        serve_edge(url, int(rest[0]), limited=case == "edge-limited")
    else:
        play({"decide": decide, "lua": lua}[case](url))
