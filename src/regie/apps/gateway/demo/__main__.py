"""The demo's provider in a process of its own: `python -m regie.apps.gateway.demo [port]`."""

from __future__ import annotations

import asyncio
import sys

from .provider import DemoProvider


async def serve(port: int) -> None:
    provider = DemoProvider()
    await provider.open(port)
    print(provider.url, flush=True)  # noqa: T201 - tells whoever started it
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
