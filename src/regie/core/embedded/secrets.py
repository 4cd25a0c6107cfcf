"""Secrets that an installation makes for itself, once; nothing has a default."""

from __future__ import annotations

import secrets
from pathlib import Path

from regie.core.embedded.errors import FolderRefused
from regie.core.embedded.files import write_once

ENTROPY_BYTES = 32


def read_or_create(folder: Path, name: str) -> str:
    """The secret of that name: 43 URL-safe characters in a file of mode 0600.

    Two first readers get the same secret. An empty file is refused rather than replaced,
    since what was locked with its former contents would stay locked.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / name
    if not path.exists():
        write_once(path, f"{secrets.token_urlsafe(ENTROPY_BYTES)}\n", mode=0o600)
    path.chmod(0o600)
    secret = path.read_text(encoding="utf-8").strip()
    if not secret:
        raise FolderRefused(f"{path} is empty: put the secret back from a backup")
    return secret
