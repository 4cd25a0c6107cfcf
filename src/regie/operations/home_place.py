"""Puts a home that was built elsewhere in its place.

Where it can, by renaming it as a whole. A home that is a mount point (a container's volume) cannot
be renamed: there its parts are moved in one by one, `data`, which makes it an installation, last.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from regie.core.durable import sync_folder
from regie.core.errors import Conflict
from regie.operations.drafts import is_draft
from regie.operations.exit_codes import ExitCode

LOST_AND_FOUND: Final = "lost+found"
"""Every new ext4 file system has this folder."""


class HomeNotEmpty(Conflict):
    """Nothing is overwritten."""

    exit_code = ExitCode.REFUSED


def require_free(home: Path, *, replace: bool) -> None:
    if home.exists() and not home.is_dir():
        raise HomeNotEmpty(f"{home} is no folder: choose another REGIE_HOME")
    if not replace and any(_contents(home)):
        raise HomeNotEmpty(
            f"{home} is not empty: choose another REGIE_HOME, or move it aside with --replace"
        )


def draft_place(home: Path) -> tuple[Path, str]:
    """The folder and the name of a draft that can be moved to `home` without copying."""
    if home.is_mount() or (home.is_dir() and not os.access(home.parent, os.W_OK)):
        return home, "restore"
    return home.parent, f"{home.name}.restore"


def put_in_place(built: Path, home: Path, now: datetime) -> Path | None:
    """Returns where the former home now is, if there was one.

    A kill between the two moves leaves the place empty and the former home complete aside.
    """
    stamp = f"{now:%Y%m%dT%H%M%SZ}"
    if built.is_relative_to(home):
        aside = _move_parts_aside(home, home / f"before-{stamp}")
        for part in sorted(built.iterdir(), key=lambda part: part.name == "data"):
            part.rename(home / part.name)
        sync_folder(home)
        return aside
    aside = None
    if any(_contents(home)):
        aside = home.with_name(f"{home.name}.before-{stamp}")
        home.rename(aside)
    try:
        built.rename(home)
    except OSError as failure:
        if failure.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
        raise HomeNotEmpty(f"somebody filled {home} meanwhile: look at it first") from failure
    sync_folder(home.parent)
    return aside


def _move_parts_aside(home: Path, aside: Path) -> Path | None:
    """`run` stays, for its lock is held."""
    parts = [part for part in _contents(home) if part.name != "run"]
    if not parts:
        return None
    aside.mkdir(mode=0o711)
    for part in sorted(parts, key=lambda part: part.name != "data"):
        part.rename(aside / part.name)
    return aside


def _contents(home: Path) -> Iterator[Path]:
    if home.is_dir():
        for part in home.iterdir():
            if part.name != LOST_AND_FOUND and not is_draft(part):
                yield part
