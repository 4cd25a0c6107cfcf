"""Files in a folder that no web server serves: folders 0700, files 0600.

The folder's mode protects a file in the moment before it has its own.
"""

from __future__ import annotations

import asyncio
import errno
import fcntl
import hashlib
import os
import secrets
import threading
import time
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from typing import BinaryIO, Final

from regie.core.durable import sync_folder

from .errors import FileMissing, StorageFull
from .store import KeptFile, StoredFile, checked_digest

_PIECE: Final = 1_048_576
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def _disk() -> Generator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFull(errno.errorcode[error.errno]) from error
        raise


@contextmanager
def _held(lock: Path) -> Generator[None]:
    """One process at a time, on every machine that shares the folder; who is killed lets go."""
    file = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)


class FolderDraft:
    """Written to in pieces of 1 MB, in threads; hashed on the way.

    A caller who leaves does not stop the thread that works for it. So the thread opens the file
    under a lock, and `discard`, under the same lock, closes it for good.
    """

    def __init__(self, path: Path, objects: Path, locks: Path):
        self._path = path
        self._objects = objects
        self._locks = locks
        self._file: FileIO | None = None
        self._discarded = False
        self._hash = hashlib.sha256()
        self._pending = bytearray()
        self._lock = threading.Lock()
        self.size_bytes = 0

    async def write(self, data: bytes) -> None:
        self._pending += data
        self.size_bytes += len(data)
        if len(self._pending) >= _PIECE:
            await asyncio.to_thread(self._flush)

    async def content(self) -> BinaryIO:
        await asyncio.to_thread(self._flush)
        return self._path.open("rb")

    async def keep(self) -> StoredFile:
        return await asyncio.to_thread(self._keep)

    def discard(self) -> None:
        """Also after `keep`, when there is nothing left to remove."""
        with self._lock:
            self._discarded = True
            if self._file is not None:
                self._file.close()
                self._path.unlink(missing_ok=True)

    def _flush(self) -> None:
        with self._lock, _disk():
            file = self._opened()
            pending = memoryview(self._pending)
            self._pending = bytearray()
            self._hash.update(pending)
            while pending:
                pending = pending[file.write(pending) :]

    def _keep(self) -> StoredFile:
        """First the bytes, then the name, then the folder of the name: whatever is killed or
        unplugged in between, a name has all of its bytes."""
        self._flush()
        digest = self._hash.hexdigest()
        final = self._objects / digest[:2] / digest
        with self._lock, _disk():
            file = self._opened()
            os.fsync(file.fileno())
            _make_folder(final.parent)
            with _held(self._locks / final.parent.name):
                os.utime(file.fileno())
                self._path.replace(final)
            sync_folder(final.parent)
        return StoredFile(digest, self.size_bytes)

    def _opened(self) -> FileIO:
        if self._discarded:
            raise ValueError("the draft is gone: its block has ended")
        if self._file is None:
            self._file = self._path.open("x+b", buffering=0)
            os.fchmod(self._file.fileno(), 0o600)
        return self._file


class FolderStore:
    """`root` belongs to this store alone and lies outside of everything that is served."""

    name = "files"

    def __init__(self, root: Path):
        self._objects = root / "objects"
        self._drafts = root / "drafts"
        self._locks = root / "locks"

    async def open(self) -> None:
        """Makes the folders, and closes them to others should they be open."""
        await asyncio.to_thread(self._open)

    async def close(self) -> None:
        """Nothing is held open between two calls."""

    def _open(self) -> None:
        for folder in (self._objects.parent, self._objects, self._drafts, self._locks):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)

    @asynccontextmanager
    async def draft(self) -> AsyncGenerator[FolderDraft]:
        draft = FolderDraft(self._drafts / secrets.token_hex(16), self._objects, self._locks)
        try:
            yield draft
        finally:
            await asyncio.to_thread(draft.discard)

    async def read(self, digest: str) -> AsyncGenerator[bytes]:
        """Opened by the caller itself: what a thread opens for one who just left is nobody's."""
        with self._existing(digest) as file:
            while piece := await asyncio.to_thread(file.read, _PIECE):
                yield piece

    async def size_bytes(self, digest: str) -> int:
        with self._existing(digest) as file:
            return os.fstat(file.fileno()).st_size

    async def kept_before(self, older_than_s: float) -> AsyncGenerator[list[KeptFile]]:
        before = time.time() - older_than_s
        for folder in await asyncio.to_thread(_entries, self._objects):
            if found := await asyncio.to_thread(_kept_before, folder, before):
                yield found

    async def remove(self, digest: str, older_than_s: float = 86_400) -> bool:
        before = time.time() - older_than_s
        return await asyncio.to_thread(self._remove, self._path(digest), before)

    async def sweep(self, older_than_s: float = 86_400) -> int:
        return await asyncio.to_thread(self._sweep, time.time() - older_than_s)

    def _path(self, digest: str) -> Path:
        return self._objects / checked_digest(digest)[:2] / digest

    def _existing(self, digest: str) -> BinaryIO:
        try:
            return self._path(digest).open("rb")
        except FileNotFoundError:
            raise FileMissing(digest) from None

    def _remove(self, path: Path, before: float) -> bool:
        """Under the lock under which a name is given: in between nobody gives this one anew."""
        try:
            with _held(self._locks / path.parent.name):
                if path.stat().st_mtime >= before:
                    return False
                path.unlink()
        except FileNotFoundError:
            return False
        sync_folder(path.parent)
        return True

    def _sweep(self, before: float) -> int:
        swept = 0
        for path in _entries(self._drafts):
            with suppress(FileNotFoundError):  # finished, or swept by another process
                if path.stat().st_mtime < before:
                    path.unlink()
                    swept += 1
        return swept


def _make_folder(folder: Path) -> None:
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        sync_folder(folder.parent)


def _entries(folder: Path) -> list[Path]:
    """Nothing of a store that was never opened."""
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []


def _kept_before(folder: Path, before: float) -> list[KeptFile]:
    found: list[KeptFile] = []
    for path in _entries(folder):
        with suppress(FileNotFoundError):  # removed meanwhile
            state = path.stat()
            if state.st_mtime < before:
                kept_at = datetime.fromtimestamp(state.st_mtime, UTC)
                found.append(KeptFile(path.name, state.st_size, kept_at))
    return found
