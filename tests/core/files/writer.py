"""Keeps files in a folder until it is killed; says each digest once the file is kept."""

from __future__ import annotations

import asyncio
import secrets
import sys
from pathlib import Path

from regie.core.files import FolderStore


async def main(root: Path) -> None:
    store = FolderStore(root)
    await store.open()
    while True:
        async with store.draft() as draft:
            for _ in range(20):
                await draft.write(secrets.token_bytes(100_000))
            print((await draft.keep()).digest, flush=True)  # noqa: T201 - to whoever kills it


asyncio.run(main(Path(sys.argv[1])))
