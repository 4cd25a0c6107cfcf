"""The home: whose it is, who can look into it, how much room is left."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from regie.core.settings import Settings
from regie.operations.doctor.findings import Finding
from regie.operations.drafts import is_draft

READ_OR_WRITE: Final = 0o066
"""Passing through is allowed: a service account that runs the servers must."""
ANYTHING: Final = 0o077

FAIL_BELOW_BYTES: Final = 256 << 20
WARN_BELOW_BYTES: Final = 2 << 30


def home_findings(settings: Settings) -> Iterator[Finding]:
    home = settings.home.resolve()
    if not home.is_dir():
        yield Finding("home", "warn", f"{home} does not exist", "start with `regie up`")
        return
    yield _owner(home)
    yield _mode("home.mode", home, READ_OR_WRITE, 0o700)
    yield from _secrets(home / "secrets")
    yield _room(home)
    yield from _drafts(home)


def _owner(home: Path) -> Finding:
    owner = home.stat().st_uid
    if owner == os.geteuid():
        return Finding("home.owner", "pass", f"{home} is ours")
    return Finding(
        "home.owner",
        "fail",
        f"{home} belongs to user {owner} and this is user {os.geteuid()}",
        "run regie as that user",
    )


def _mode(name: str, path: Path, forbidden: int, wanted: int) -> Finding:
    mode = stat.S_IMODE(path.stat().st_mode)
    if not mode & forbidden:
        return Finding(name, "pass", f"{path} has mode {mode:04o}")
    advice = f"run `chmod {wanted:o} {path}`"
    return Finding(name, "fail", f"others can look into {path} (mode {mode:04o})", advice)


def _secrets(folder: Path) -> Iterator[Finding]:
    if not folder.is_dir():
        return
    try:
        paths = [folder, *sorted(folder.iterdir())]
    except PermissionError:
        yield Finding("secrets.mode", "unknown", f"{folder} cannot be read", "run as its owner")
        return
    open_ones = [path for path in paths if path.stat().st_mode & ANYTHING]
    if not open_ones:
        yield Finding("secrets.mode", "pass", f"{len(paths) - 1} secrets, for their owner alone")
    for path in open_ones:
        yield _mode("secrets.mode", path, ANYTHING, 0o700 if path is folder else 0o600)


def _room(home: Path) -> Finding:
    free = shutil.disk_usage(home).free
    seen = f"{free / (1 << 30):.1f} GB free under {home}"
    if free < FAIL_BELOW_BYTES:
        return Finding("disk", "fail", seen, "free some now: PostgreSQL stops when it is full")
    if free < WARN_BELOW_BYTES:
        return Finding("disk", "warn", seen, "free some, or move the home to a larger disk")
    return Finding("disk", "pass", seen)


def _drafts(home: Path) -> Iterator[Finding]:
    for folder in (home.parent, home):
        if not os.access(folder, os.R_OK | os.X_OK):
            continue
        for path in filter(is_draft, folder.iterdir()):
            yield Finding(
                "home.draft",
                "warn",
                f"{path} was left by a command that was killed, or one is at work",
                "run that command again, or remove the folder when nothing uses it",
            )
