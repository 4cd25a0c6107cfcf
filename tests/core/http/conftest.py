from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack

import pytest

from core.http.servers import Script, Server, serving
from regie.core.http import Engine, HttpClient, Limits, Timeouts, pooled_client

QUICK = Timeouts(connect_s=2.0, read_s=0.3, total_s=3.0)
"""Long enough for a machine that is busy, short enough to wait for."""
ONCE = Limits(attempts=1, body_bytes=100_000, wait_s=0.2, grace_s=0.2)

MakeClient = Callable[..., HttpClient]


@pytest.fixture(params=["httpcore", "httptools"])
def engine(request: pytest.FixtureRequest) -> Engine:
    return request.param


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


@pytest.fixture
def serve(stack: AsyncExitStack):
    async def start(script: Script, **options) -> Server:
        return await stack.enter_async_context(serving(script, **options))

    return start


@pytest.fixture
def make_client(stack: AsyncExitStack, engine: Engine):
    async def make(limits: Limits = ONCE, timeouts: Timeouts = QUICK, **options) -> HttpClient:
        client = pooled_client(engine=engine, limits=limits, timeouts=timeouts, **options)
        await client.open()
        stack.push_async_callback(client.close)
        return client

    return make
