"""Mounts the command group that an app declares."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import typer

from regie.bootstrap import Configuration, build_runtime, configure, configure_installed
from regie.core.app import App, CommandContext
from regie.core.embedded import open_home
from regie.operations.servers import reach
from regie.operations.up import prepared


def app_group(declared: App, commands: Callable[[], typer.Typer]) -> typer.Typer:
    group = commands()

    @group.callback()
    def prepare(context: typer.Context) -> None:
        context.obj = _command_context(declared)

    return group


def _command_context(declared: App) -> CommandContext:
    configuration = configure_installed()
    settings = configuration.settings

    def run(work: Callable[[Any], Awaitable[Any]]) -> Any:
        with reach(configuration.settings) as servers:
            environ = {**os.environ, "REGIE_ENV": settings.env}
            environ["REGIE_DATABASE_URL"] = servers.database_url.for_libpq()
            if settings.has_demo_data:  # a demo makes up its apps' settings as well
                home = servers.embedded or open_home(settings.home)
                environ |= prepared(configuration, home)
            return asyncio.run(_on_service(declared, configure(environ), work))

    return CommandContext(run, settings, configuration.apps[declared.name].values)


async def _on_service(
    declared: App, configuration: Configuration, work: Callable[[Any], Awaitable[Any]]
) -> Any:
    part = build_runtime(configuration).parts[declared.name]
    async with AsyncExitStack() as stack:
        for resource in part.resources:
            await resource.open()
            stack.push_async_callback(resource.close)
        return await work(part.service)
