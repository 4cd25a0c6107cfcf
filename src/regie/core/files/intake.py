"""Taking a file: streamed, bounded, looked into, then kept or gone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, Collection
from dataclasses import dataclass

from regie.core.input import safe_file_name

from .errors import FileTooLarge, FileTypeRefused, QuotaExceeded
from .inspection import inspect
from .kinds import FileKind, agrees
from .limits import FileLimits
from .store import Draft, FileStore


@dataclass(frozen=True, slots=True)
class TakenFile:
    digest: str
    size_bytes: int
    kind: FileKind
    name: str
    """For people, made safe; never part of a path."""


async def take_file(
    store: FileStore,
    chunks: AsyncIterable[bytes],
    *,
    name: str,
    declared: str,
    accepted: Collection[FileKind],
    limits: FileLimits | None = None,
    room_bytes: int | None = None,
) -> TakenFile:
    """Keeps a file that somebody sends. `declared` is the media type that the sender claims;
    `room_bytes` what the owner's quota leaves, None without one.

    Raises FileTooLarge and QuotaExceeded at the first byte too many, FileTypeRefused, FileBroken,
    UnpacksTooLarge and StorageFull, each time with nothing kept.
    """
    limits = limits or FileLimits()
    name = safe_file_name(name)
    if not any(agrees(kind, name, declared) for kind in accepted):
        raise FileTypeRefused("neither name nor declared type is accepted here")
    async with store.draft() as draft:
        await _receive(draft, chunks, limits.size_bytes, room_bytes)
        with await draft.content() as file:
            kind = await asyncio.to_thread(inspect, file, name, declared, accepted, limits)
        stored = await draft.keep()
    return TakenFile(stored.digest, stored.size_bytes, kind, name)


async def _receive(
    draft: Draft, chunks: AsyncIterable[bytes], most_bytes: int, room_bytes: int | None
) -> None:
    async for chunk in chunks:
        size_bytes = draft.size_bytes + len(chunk)
        if size_bytes > most_bytes:
            raise FileTooLarge(limit_bytes=most_bytes)
        if room_bytes is not None and size_bytes > room_bytes:
            raise QuotaExceeded(f"more than {room_bytes} bytes of room")
        await draft.write(chunk)
