"""Mounts the command group that an app declares."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import typer

from regie.bootstrap import build_runtime, configure
from regie.core.app import App, CommandContext
from regie.operations.servers import reach


def app_group(declared: App) -> typer.Typer:
    assert declared.commands is not None
    group = declared.commands()

    @group.callback()
    def prepare(context: typer.Context) -> None:
        context.obj = _command_context(declared)

    return group


def _command_context(declared: App) -> CommandContext:
    settings = configure().settings

    def run(work: Callable[[Any], Awaitable[Any]]) -> Any:
        with reach(settings) as servers:
            runtime = build_runtime(configure({**servers.environ}))
            part = runtime.parts[declared.name]

            async def opened() -> Any:
                async with AsyncExitStack() as stack:
                    for resource in part.resources:
                        await resource.open()
                        stack.push_async_callback(resource.close)
                    return await work(part.service)

            return asyncio.run(opened())

    return CommandContext(run=run, settings=settings)
