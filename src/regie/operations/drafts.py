"""A folder to build something in that is then renamed to its place, or removed with all in it.

It stands beside the final place, on the same file system. While it is in use it is locked, so that
one whose owner was killed is known, and removed by the next who builds for the same place.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from regie.core.errors import Conflict, Misconfigured, RegieError
from regie.operations.exit_codes import ExitCode

SUFFIX: Final = ".regie-draft"


class DraftInUse(Conflict):
    """Somebody else builds for the same place."""

    exit_code = ExitCode.ALREADY_RUNNING


class NoRoom(RegieError):
    """The disk is full; what was begun has been removed."""


@contextmanager
def draft(
    parent: Path,
    name: str,
    *,
    mode: int = 0o700,
    discard: Callable[[Path], None] = shutil.rmtree,
) -> Generator[Path]:
    """An empty folder `.<name>.regie-draft`; `discard` removes it at the end, and a stale one.

    Raises NoRoom when the disk is full and Misconfigured where permissions are missing.
    """
    folder = parent / f".{name}{SUFFIX}"
    with _room_explained(parent):
        parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.is_dir():
            with _locked(folder):
                discard(folder)
        folder.mkdir(mode=mode)
        folder.chmod(mode)
        with _locked(folder):
            try:
                yield folder
            finally:
                if folder.is_dir():
                    discard(folder)


def is_draft(path: Path) -> bool:
    return path.name.startswith(".") and path.name.endswith(SUFFIX)


@contextmanager
def _locked(folder: Path) -> Generator[None]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DraftInUse(
                f"another command is at work in {folder}: wait for it to end"
            ) from None
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _room_explained(folder: Path) -> Generator[None]:
    try:
        yield
    except OSError as failure:
        if failure.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoRoom(
                f"no space left in {folder}: free some or choose another place"
            ) from failure
        if failure.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise Misconfigured(f"no permission for {failure.filename or folder}") from failure
        raise
