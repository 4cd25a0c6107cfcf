"""A file that is made for one answer and for nobody else."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, Awaitable, Callable
from tempfile import TemporaryFile
from typing import BinaryIO, Final

from starlette.responses import StreamingResponse

from regie.core.files import attachment_headers

_PIECE: Final = 262_144


async def spooled_answer(
    name: str, media_type: str, write: Callable[[BinaryIO], Awaitable[None]]
) -> StreamingResponse:
    """What `write` writes, to be saved as `name`. It is whole on the disk, in a file without a
    name, before anything is sent: what `write` raises is still an answer."""
    file: BinaryIO = await asyncio.to_thread(TemporaryFile)  # type: ignore[assignment]
    try:
        await write(file)
        size_bytes = await asyncio.to_thread(file.seek, 0, os.SEEK_END)
        await asyncio.to_thread(file.seek, 0)
    except BaseException:
        file.close()
        raise
    headers = dict(attachment_headers(name, media_type, size_bytes))
    return StreamingResponse(_pieces(file), headers=headers)


async def _pieces(file: BinaryIO) -> AsyncGenerator[bytes]:
    with file:
        while piece := await asyncio.to_thread(file.read, _PIECE):
            yield piece
