"""Reading an archive: checked whole before any of it is used."""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, BinaryIO, Final

import zstandard

from regie.core.errors import Misconfigured
from regie.operations.archive.errors import DamagedArchive, SealedArchive
from regie.operations.archive.manifest import NAME, Manifest, Member, is_member_name
from regie.operations.archive.sealed import OpeningReader, is_sealed
from regie.operations.progress import Progress

LARGEST_MANIFEST: Final = 256 * 1024 * 1024
PIECE_BYTES: Final = 1 << 20


def verify(source: Path, *, passphrase: str | None, progress: Progress) -> Manifest:
    """Reads every byte, writes nothing and returns what the archive holds.

    Raises DamagedArchive when a member is missing, added, misplaced or other than the manifest
    says, SealedArchive for a missing or wrong passphrase, TooNew for a newer format.
    """
    if not source.is_file():
        raise Misconfigured(f"there is no backup at {source}")
    members: dict[str, Member] = {}
    manifest: Manifest | None = None
    with _members(source, passphrase, progress, "checking the backup") as entries:
        for entry, file in entries:
            if manifest is not None:
                raise _damaged("something follows its manifest")
            if entry.name == NAME and entry.isreg() and entry.size <= LARGEST_MANIFEST:
                manifest = Manifest.decoded(file.read())
                continue
            if not entry.isreg() or not is_member_name(entry.name):
                raise _damaged(f"it holds {entry.name!r}, which belongs in no backup")
            if entry.name in members:
                raise _damaged(f"it holds {entry.name!r} twice")
            members[entry.name] = Member(entry.size, _digest(file, lambda _: None))
    if manifest is None:
        raise _damaged("its end is missing")
    if members != manifest.members:
        differing = {name for name, _ in members.items() ^ manifest.members.items()}
        raise _damaged(f"{min(differing)!r} is not what was backed up")
    return manifest


def extract(
    source: Path, manifest: Manifest, folder: Path, *, passphrase: str | None, progress: Progress
) -> None:
    """Writes the members of an archive that `verify` accepted into a new, empty folder.

    Digests are checked once more, for the file may have been replaced since. Every file is
    private to its owner, whatever the archive says.
    """
    with _members(source, passphrase, progress, "unpacking the backup") as entries:
        for entry, file in entries:
            if entry.name == NAME:
                continue
            expected = manifest.members.get(entry.name)
            if expected is None or not entry.isreg():
                raise _damaged("it changed while it was read")
            path = folder / entry.name
            for parent in reversed(Path(entry.name).parents):
                (folder / parent).mkdir(mode=0o700, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
            with os.fdopen(descriptor, "wb") as target:
                if _digest(file, target.write) != expected.sha256:
                    raise _damaged("it changed while it was read")
            os.utime(path, (entry.mtime, entry.mtime))


@contextmanager
def _members(
    source: Path, passphrase: str | None, progress: Progress, activity: str
) -> Generator[Iterator[tuple[tarfile.TarInfo, IO[bytes]]]]:
    try:
        with ExitStack() as stack:
            file = stack.enter_context(source.open("rb"))
            sealed = is_sealed(file)
            stream: BinaryIO = _Followed(file, progress, activity)  # type: ignore[assignment]
            if sealed:
                if passphrase is None:
                    raise SealedArchive(f"{source} is sealed: give its passphrase")
                stream = OpeningReader(stream, passphrase)  # type: ignore[assignment]
            decompressor = zstandard.ZstdDecompressor()
            plain = stack.enter_context(decompressor.stream_reader(stream, closefd=False))
            tar = stack.enter_context(tarfile.open(fileobj=plain, mode="r|"))
            yield ((entry, _contents(tar, entry)) for entry in tar)
    except (zstandard.ZstdError, tarfile.TarError, EOFError) as failure:
        raise _damaged("it cannot be read to its end") from failure


class _Followed:
    """Tells how far reading is."""

    def __init__(self, file: BinaryIO, progress: Progress, activity: str):
        self._file = file
        self._size = os.fstat(file.fileno()).st_size
        self._progress = progress
        self._activity = activity

    def read(self, count: int = -1) -> bytes:
        data = self._file.read(count)
        self._progress(self._activity, self._file.tell(), self._size)
        return data


def _contents(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> IO[bytes]:
    """Nothing for what is no regular file, so that links are not followed."""
    return (tar.extractfile(entry) if entry.isreg() else None) or io.BytesIO()


def _digest(file: IO[bytes], write: Callable[[bytes], object]) -> str:
    digest = hashlib.sha256()
    while piece := file.read(PIECE_BYTES):
        digest.update(piece)
        write(piece)
    return digest.hexdigest()


def _damaged(why: str) -> DamagedArchive:
    return DamagedArchive(f"the backup is damaged ({why}): take another copy of it")
