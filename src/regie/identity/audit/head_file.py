"""Heads of the chains, kept in a file outside the database: what it names cannot be cut off or
rewritten unseen.

One JSON object per line, only ever appended and synced. Whoever may write the home may change it:
an installation that must not trust its own operator has the webhook `audit.head` carry them away.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from regie.core.durable import sync_folder

from .repository import Head
from .verifying import KnownHeads

FOLDER_MODE: Final = 0o700
FILE_MODE: Final = 0o600


class _Line(msgspec.Struct, frozen=True):
    tenant: str
    number: int
    digest: str
    at: datetime


def head_file(home: Path) -> Path:
    return home / "audit" / "heads.ndjson"


def append_heads(file: Path, heads: Sequence[Head], at: datetime) -> None:
    """Those that the file does not name yet. Raises OSError."""
    known = read_heads(file)
    new = [
        head for head in heads if head.digest not in known.get(head.tenant, {}).get(head.number, ())
    ]
    if not new:
        return
    file.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    lines = b"".join(_line(head, at) for head in new)
    descriptor = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, FILE_MODE)
    try:
        size = os.fstat(descriptor).st_size
        torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
        os.write(descriptor, b"\n" + lines if torn else lines)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    sync_folder(file.parent)


def read_heads(file: Path) -> dict[str, KnownHeads]:
    """By tenant; nothing when there is no file. A line that a crash has torn is passed over."""
    found: defaultdict[str, defaultdict[int, set[bytes]]] = defaultdict(lambda: defaultdict(set))
    try:
        with file.open("rb") as lines:
            for line in lines:
                try:
                    read = msgspec.json.decode(line, type=_Line)
                    found[read.tenant][read.number].add(bytes.fromhex(read.digest))
                except (msgspec.DecodeError, ValueError):
                    continue
    except FileNotFoundError:
        return {}
    return {
        tenant: {number: frozenset(digests) for number, digests in of_tenant.items()}
        for tenant, of_tenant in found.items()
    }


def joined(*known: Mapping[str, KnownHeads]) -> dict[str, KnownHeads]:
    """What several files name; where they contradict each other, both stay."""
    together: dict[str, dict[int, frozenset[bytes]]] = {}
    for heads in known:
        for tenant, of_tenant in heads.items():
            numbers = together.setdefault(tenant, {})
            for number, digests in of_tenant.items():
                numbers[number] = numbers.get(number, frozenset()) | digests
    return {**together}


def _line(head: Head, at: datetime) -> bytes:
    return msgspec.json.encode(_Line(head.tenant, head.number, head.digest.hex(), at)) + b"\n"
