"""What PostgreSQL's catalogue says of the account that we read with.

Each probe is one SELECT on the catalogue. A write is never tried, not even in a transaction that
is rolled back: triggers fire, sequences advance, locks are taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...driver import Examined
from ...proof import Proof
from ...proving import Probe, examine
from ...source import Relation
from .proof_becoming import memberships
from .proof_creating import creates
from .proof_leaving import mappings, programs
from .proof_mapped import columns, index, sees_more
from .proof_objects import large_objects, secrets
from .proof_reach import databases, functions, outside
from .proof_rights import attributes, parameters, writes
from .proof_session import link, session


async def prove(examined: Examined, relations: Sequence[Relation]) -> Proof:
    return await examine(examined, relations, _PROBES)


_PROBES: Final[dict[str, Probe]] = {
    "session": session,
    "attributes": attributes,
    "memberships": memberships,
    "writes": writes,
    "creates": creates,
    "parameters": parameters,
    "large_objects": large_objects,
    "secrets": secrets,
    "programs": programs,
    "functions": functions,
    "outside": outside,
    "mappings": mappings,
    "databases": databases,
    "mapping": columns,
    "sees_more": sees_more,
    "index": index,
    "link": link,
}
