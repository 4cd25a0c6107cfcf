"""Writing an archive: a tar under zstd, sealed when there is a passphrase."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import tarfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

import zstandard

from regie.core.errors import Conflict
from regie.operations.archive.manifest import NAME, Manifest, Member
from regie.operations.archive.sealed import SealingWriter

LEVEL: Final = 3


class ArchiveWriter:
    def __init__(self, tar: tarfile.TarFile, on_bytes: Callable[[int], None]):
        self._tar = tar
        self._on_bytes = on_bytes
        self.members: dict[str, Member] = {}

    def add(self, name: str, path: Path) -> None:
        """The file as it is when it is opened; later growth is left out.

        Raises Conflict when it becomes shorter meanwhile, FileNotFoundError when it is gone.
        """
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            entry = tarfile.TarInfo(name)
            entry.size = found.st_size
            entry.mode = stat.S_IMODE(found.st_mode)
            entry.mtime = found.st_mtime
            source = _Hashed(file, found.st_size, self._on_bytes)
            try:
                self._tar.addfile(entry, source)  # pyright: ignore[reportArgumentType] - reads
            except _Shortened as failure:
                raise Conflict(f"{path} was cut while it was copied: try again") from failure
        self.members[name] = Member(found.st_size, source.digest.hexdigest())

    def finish(self, manifest: Manifest) -> None:
        text = manifest.encoded()
        entry = tarfile.TarInfo(NAME)
        entry.size, entry.mode = len(text), 0o600
        entry.mtime = int(manifest.created_at.timestamp())
        self._tar.addfile(entry, io.BytesIO(text))


@contextmanager
def writing(
    path: Path, *, passphrase: str | None, on_bytes: Callable[[int], None]
) -> Generator[ArchiveWriter]:
    """A new file of mode 0600, durable when the block ends; `on_bytes` hears of bytes read."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        sealing = SealingWriter(file, passphrase) if passphrase is not None else None
        stream: BinaryIO = sealing or file  # type: ignore[assignment]
        compressor = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True)
        with (
            compressor.stream_writer(stream, closefd=False) as compressed,
            tarfile.open(fileobj=compressed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
        ):
            yield ArchiveWriter(tar, on_bytes)
        if sealing is not None:
            sealing.finish()
        file.flush()
        os.fsync(descriptor)


class _Shortened(Exception):
    pass


class _Hashed:
    """Reads at most `size` bytes, never fewer in all, and digests them."""

    def __init__(self, source: BinaryIO, size: int, on_bytes: Callable[[int], None]):
        self._source = source
        self._left = size
        self._on_bytes = on_bytes
        self.digest = hashlib.sha256()

    def read(self, count: int) -> bytes:
        data = self._source.read(min(count, self._left))
        if not data and self._left and count:
            raise _Shortened
        self._left -= len(data)
        self.digest.update(data)
        self._on_bytes(len(data))
        return data
