"""How far a MySQL or MariaDB lies behind the one that it copies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ...driver import Fetch
from ...errors import SourceRefused
from .connection import REPLICA_STATUS

_BEHIND: Final = ("Seconds_Behind_Source", "Seconds_Behind_Master")


async def lag(fetch: Fetch) -> float | None:
    """Needs the right REPLICA MONITOR of MariaDB, REPLICATION CLIENT of MySQL. None too while a
    thread of the replication stands still. With several sources the slowest counts."""
    rows = await _status(fetch)
    behind = [row[name] for row in rows for name in _BEHIND if name in row]
    if not behind or None in behind:
        return None
    return float(max(behind))


async def _status(fetch: Fetch) -> Sequence[Any]:
    """In the words of MySQL 8.0.22 and MariaDB 10.5, or of those before. MySQL 8.4 knows the older
    ones no more: of two refusals the first says why."""
    newer, older = REPLICA_STATUS
    try:
        return await fetch(newer)
    except SourceRefused as refused:
        try:
            return await fetch(older)
        except SourceRefused:
            raise refused from None
