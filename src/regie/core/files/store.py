"""Where files are kept: by content, under names of our own."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Final, Protocol

from .errors import FileMissing

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class StoredFile:
    digest: str
    """SHA-256 of the content, in hexadecimal: the file's only name here."""
    size_bytes: int


@dataclass(frozen=True, slots=True)
class KeptFile(StoredFile):
    kept_at: datetime
    """When it, or an equal one, arrived last."""


class Draft(Protocol):
    """A file while it arrives; nobody else can see it."""

    @property
    def size_bytes(self) -> int: ...

    async def write(self, data: bytes) -> None:
        """Raises StorageFull."""
        ...

    async def content(self) -> BinaryIO:
        """All that was written, for reading and seeking, in a thread."""
        ...

    async def keep(self) -> StoredFile:
        """From here on it exists, whole and durable. Raises StorageFull."""
        ...


class FileStore(Protocol):
    """Equal contents are one file. Who owns it, under which name, is for tables to say."""

    @property
    def name(self) -> str: ...

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    def draft(self) -> AbstractAsyncContextManager[Draft]:
        """What is not kept when the block ends is gone."""
        ...

    def read(self, digest: str) -> AsyncIterator[bytes]:
        """Raises FileMissing, at the first piece."""
        ...

    async def size_bytes(self, digest: str) -> int:
        """Raises FileMissing."""
        ...

    def kept_before(self, older_than_s: float) -> AsyncIterator[list[KeptFile]]:
        """Files of which nobody has kept an equal one for so long, some at a time."""
        ...

    async def remove(self, digest: str, older_than_s: float = 86_400) -> bool:
        """Unless an equal one was kept since: who just did may be about to name it. Whether it
        went."""
        ...

    async def sweep(self, older_than_s: float = 86_400) -> int:
        """Removes drafts that a killed process left, by their age; says how many. No upload lasts
        a day."""
        ...


def checked_digest(digest: str) -> str:
    """A digest becomes part of a path: anything else is a file that is not there."""
    if _DIGEST.fullmatch(digest) is None:
        raise FileMissing("not a digest")
    return digest
