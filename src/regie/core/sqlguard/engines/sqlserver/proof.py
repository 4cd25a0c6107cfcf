"""What SQL Server says of the account that we read with.

Each probe is one SELECT or a few, on the catalogue; which of its rows the account sees depends on
its rights, so any of them may end as *unknown*. A write is never tried, not even in a transaction
that is rolled back: triggers fire, identity values advance, locks are taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...driver import Examined
from ...proof import Proof
from ...proving import Probe, examine
from ...source import Relation
from .proof_becoming import becomes
from .proof_leaving import adhoc, chains, linked, outside, programs
from .proof_mapped import columns, index, sees_more
from .proof_reach import databases, procedures
from .proof_rights import attributes, creates, memberships, writes
from .proof_session import link, snapshot, waits


async def prove(examined: Examined, relations: Sequence[Relation]) -> Proof:
    return await examine(examined, relations, _PROBES)


_PROBES: Final[dict[str, Probe]] = {
    "waits": waits,
    "attributes": attributes,
    "memberships": memberships,
    "writes": writes,
    "creates": creates,
    "becomes": becomes,
    "procedures": procedures,
    "programs": programs,
    "linked": linked,
    "adhoc": adhoc,
    "outside": outside,
    "chains": chains,
    "databases": databases,
    "mapping": columns,
    "sees_more": sees_more,
    "index": index,
    "snapshot": snapshot,
    "link": link,
}
