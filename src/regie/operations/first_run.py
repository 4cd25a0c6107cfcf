"""The link by which an installation gets its first administrator."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import cast

from regie.bootstrap import build_runtime, configure
from regie.core.app import Core
from regie.identity.services import Services


def first_run_link(environ: Mapping[str, str]) -> str | None:
    """`environ` is a worker's. A new link at each start ends the former one; None once there is
    somebody. Raises Unavailable."""
    parts = build_runtime(configure(environ)).parts
    services = cast("Services", parts["identity"].service)
    return asyncio.run(_make(services, services.core))


async def _make(services: Services, core: Core) -> str | None:
    await core.database.open()
    try:
        async with core.database.begin() as connection:
            return await services.first_run.link(connection)
    finally:
        await core.database.close()
