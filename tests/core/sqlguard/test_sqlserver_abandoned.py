"""A thread that hangs in the driver: the caller is answered, it is counted, nobody waits for it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable

import pytest
from prometheus_client import CollectorRegistry

from regie.core.sqlguard import Limits, SourceMetrics, SourceTimeout, open_source

from .tds import TdsServer

LEAVE = """
import asyncio, sys
from regie.core.sqlguard import Limits, SourceTimeout, open_source

async def main() -> None:
    limits = Limits(connections=1, statement_s=0.3, grace_s=0.1)
    source = open_source("shop", sys.argv[1], limits)
    try:
        await source.ping()
    except SourceTimeout:
        print("answered", flush=True)
    await source.close()
    print("closed", flush=True)

asyncio.run(main())
"""


@pytest.fixture
def deaf(sql_server: TdsServer) -> TdsServer:
    """It goes on computing whatever it is told."""
    sql_server.behaviour.hangs = sql_server.behaviour.deaf = True
    return sql_server


async def test_a_process_ends_cleanly_though_a_thread_hangs_in_the_driver(
    deaf: TdsServer, sql_server_dsn: Callable[..., str]
) -> None:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "error", "-c", LEAVE, sql_server_dsn(),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        async with asyncio.timeout(20):
            said, complained = await child.communicate()
    finally:
        if child.returncode is None:
            child.kill()
    words = [line for line in said.decode().splitlines() if line in ("answered", "closed")]
    assert (child.returncode, words) == (0, ["answered", "closed"]), complained


async def test_it_is_counted_until_the_driver_lets_go(
    deaf: TdsServer, sql_server_dsn: Callable[..., str]
) -> None:
    registry = CollectorRegistry()

    def lost() -> float | None:
        return registry.get_sample_value("regie_source_connections_lost", {"source": "shop"})

    limits = Limits(connections=1, statement_s=0.3, grace_s=0.1)
    source = open_source("shop", sql_server_dsn(), limits, metrics=SourceMetrics(registry))
    with pytest.raises(SourceTimeout):
        await source.ping()
    await source.close()
    assert lost() == 1
    deaf.cut()
    while lost():  # noqa: ASYNC110 - the thread has no event that reaches here
        await asyncio.sleep(0.01)
