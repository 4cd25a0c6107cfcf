"""Which of the two servers it is, and how old."""

from __future__ import annotations

import re
from typing import Final

from ...driver import Examined

_DATA_DICTIONARY: Final = 8


async def is_mariadb(examined: Examined) -> bool:
    return "mariadb" in (await _version(examined)).lower()


async def shows_indexes(examined: Examined) -> bool:
    """All columns of them to whoever may read one of the table: MySQL since its data dictionary."""
    version = await _version(examined)
    major = re.match(r"\d+", version)
    return "mariadb" not in version.lower() and int(major[0] if major else 0) >= _DATA_DICTIONARY


async def _version(examined: Examined) -> str:
    return (await examined.fetch("SELECT VERSION() AS v"))[0]["v"]
