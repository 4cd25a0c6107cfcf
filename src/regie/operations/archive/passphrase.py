"""The passphrase of sealed backups, from a file: a command line is public."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from regie.core.errors import Misconfigured

SHORTEST: Final = 12
OTHERS: Final = 0o077


def read_passphrase(path: Path) -> str:
    """The file's first line. Refused when others may read the file or when it is too short."""
    try:
        mode = path.stat().st_mode
        first_line = path.read_text(encoding="utf-8").partition("\n")[0].strip()
    except (OSError, UnicodeDecodeError) as failure:
        raise Misconfigured(f"cannot read the passphrase file {path}: {failure}") from failure
    if mode & OTHERS and path.is_file():
        raise Misconfigured(f"others can read {path}: run `chmod 600 {path}`")
    if len(first_line) < SHORTEST:
        raise Misconfigured(f"the passphrase in {path} has fewer than {SHORTEST} characters")
    return first_line
