"""Small files that are either complete or absent, whatever is killed meanwhile."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from regie.core.durable import sync_folder


def write_atomically(path: Path, text: str, *, mode: int) -> None:
    """Replace the file; after a crash the old text or the new one is there, never a part."""
    draft = _draft(path, text, mode)
    draft.replace(path)
    sync_folder(path.parent)


def write_once(path: Path, text: str, *, mode: int) -> None:
    """Create the file unless it exists; of two writers at once, the first one wins."""
    draft = _draft(path, text, mode)
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()
    sync_folder(path.parent)


def tail(path: Path, lines: int = 12) -> list[str]:
    """The last lines of a log, none when it does not exist; reads at most 16 kB."""
    try:
        with path.open("rb") as log:
            log.seek(max(0, log.seek(0, os.SEEK_END) - 16_384))
            return log.read().decode(errors="replace").splitlines()[-lines:]
    except FileNotFoundError:
        return []


def _draft(path: Path, text: str, mode: int) -> Path:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        os.fchmod(descriptor, mode)  # the umask may have taken bits away
        file.write(text)
        file.flush()
        os.fsync(descriptor)
    return draft
