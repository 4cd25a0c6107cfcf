"""Identity's services on the installation's database, for a command."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from typing import TypeVar, cast

from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.bootstrap import Configuration, build_runtime, configure_installed
from regie.core.access import EVERYWHERE, Actor
from regie.identity.services import Services
from regie.operations.servers import Servers, reach, secret_key

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """What whoever sits at the machine works with."""

    services: Services
    connection: AsyncConnection
    acting: Actor
    """Régie itself, which may do everything: who may run this may read the database."""


def on_services(work: Callable[[Desk], Awaitable[T]], *, tenant: str) -> T:
    """One transaction, committed when the work ends well. Raises what `reach` raises."""
    configuration = configure_installed()
    with reach(configuration.settings) as servers:
        runtime = build_runtime(_leading_to(configuration, servers))
        services = cast("Services", runtime.parts["identity"].service)
        return asyncio.run(_run(services, work, tenant))


async def _run(services: Services, work: Callable[[Desk], Awaitable[T]], tenant: str) -> T:
    reaches = dict.fromkeys((each.name for each in services.core.permissions), EVERYWHERE)
    acting = Actor(tenant, "system", 0, reaches=reaches)
    database = services.core.database
    async with AsyncExitStack() as stack:
        # A mail is written to the partition of its day, which the mailer makes.
        for resource in (database, services.core.mailer):
            await resource.open()
            stack.push_async_callback(resource.close)
        connection = await stack.enter_async_context(database.begin())
        return await work(Desk(services, connection, acting))


def _leading_to(configuration: Configuration, servers: Servers) -> Configuration:
    """Without Redis: what leaves, leaves by whoever serves."""
    settings = configuration.settings
    reached = settings.model_copy(
        update={
            "database_url": SecretStr(servers.database_url.for_libpq()),
            "redis_url": SecretStr("none"),
            "cache_url": None,
            "broker_url": None,
            "results_url": None,
            "secret_key": secret_key(settings),
        }
    )
    return replace(configuration, core=replace(configuration.core, values=reached))
