"""The ways out. Each endpoint has a lane, so that one that hangs holds up its own lane only.

Relays give every kind of row places of its own. Up to LANES endpoints share nothing; beyond that
the least used lane is shared, and its hosts are left alone by the client once they keep failing.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from regie.core.outbox import Kind

LANES: Final = 32
AT_ONCE: Final = 4
"""Attempts of one lane that one relay has in hand."""


class Send(msgspec.Struct, frozen=True):
    """One delivery, to be tried until its round ends. `created_at` says where it is stored."""

    delivery: UUID
    created_at: datetime
    round: int


KINDS: Final = tuple(Kind(f"webhook.lane{number:02}", Send) for number in range(LANES))

# The lane with the fewest endpoints; two that are made at once may get the same one.
SQL_FREE_LANE: Final = f"""
    (SELECT lane FROM generate_series(0, {LANES - 1}) AS lane
    LEFT JOIN core.webhook_endpoint AS e USING (lane)
    GROUP BY lane ORDER BY count(e.id), lane LIMIT 1)
"""  # noqa: S608 - a constant
