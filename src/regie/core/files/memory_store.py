"""Files in the process: what tests of an application keep."""

from __future__ import annotations

import hashlib
import io
import math
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import BinaryIO

from .errors import FileMissing, StorageFull
from .store import KeptFile, StoredFile, checked_digest


class MemoryDraft:
    def __init__(self, files: dict[str, bytes], kept_at: dict[str, float], room_bytes: int | None):
        self._files = files
        self._kept_at = kept_at
        self._room_bytes = room_bytes
        self._data = bytearray()

    @property
    def size_bytes(self) -> int:
        return len(self._data)

    async def write(self, data: bytes) -> None:
        self._data += data

    async def content(self) -> BinaryIO:
        return io.BytesIO(self._data)

    async def keep(self) -> StoredFile:
        if self._room_bytes is not None:
            used = sum(map(len, self._files.values()))
            if used + len(self._data) > self._room_bytes:
                raise StorageFull("ENOSPC")
        digest = hashlib.sha256(self._data).hexdigest()
        self._files[digest] = bytes(self._data)
        self._kept_at[digest] = time.time()
        return StoredFile(digest, len(self._data))


class MemoryStore:
    """`room_bytes` makes it full, as a disk gets."""

    name = "files"

    def __init__(self, *, room_bytes: int | None = None):
        self.files: dict[str, bytes] = {}
        self._kept_at: dict[str, float] = {}
        self._room_bytes = room_bytes

    async def open(self) -> None:
        """Nothing to open."""

    async def close(self) -> None:
        """Nothing to close."""

    @asynccontextmanager
    async def draft(self) -> AsyncGenerator[MemoryDraft]:
        yield MemoryDraft(self.files, self._kept_at, self._room_bytes)

    async def read(self, digest: str) -> AsyncGenerator[bytes]:
        yield self._existing(digest)

    async def size_bytes(self, digest: str) -> int:
        return len(self._existing(digest))

    async def kept_before(self, older_than_s: float) -> AsyncGenerator[list[KeptFile]]:
        before = time.time() - older_than_s
        yield [
            KeptFile(digest, len(data), datetime.fromtimestamp(self._kept_at[digest], UTC))
            for digest, data in self.files.items()
            if self._kept_at[digest] < before
        ]

    async def remove(self, digest: str, older_than_s: float = 86_400) -> bool:
        if self._kept_at.get(checked_digest(digest), math.inf) >= time.time() - older_than_s:
            return False
        del self._kept_at[digest]
        return self.files.pop(digest, None) is not None

    async def sweep(self, older_than_s: float = 86_400) -> int:
        del older_than_s
        return 0

    def _existing(self, digest: str) -> bytes:
        try:
            return self.files[checked_digest(digest)]
        except KeyError:
            raise FileMissing(digest) from None
