"""Where seeds are kept: sealed, each for its person."""

from __future__ import annotations

from typing import Final

from regie.core.vault import SealedColumn

SEEDS: Final = SealedColumn("identity", "factor", "seed", key="person_id")
