"""Locks over all processes, with a lease, and a token by which the database refuses the stale."""

from .bell import ValkeyBell
from .errors import LockBusy, LockLost
from .fencing import fence
from .held import Held
from .leases import Holder, Leases, Refused
from .locks import Locks
from .memory import MemoryLeases
from .messages import LOCKS_MESSAGES
from .postgres import PostgresLeases
from .retention import preview, purge

__all__ = [
    "LOCKS_MESSAGES",
    "Held",
    "Holder",
    "Leases",
    "LockBusy",
    "LockLost",
    "Locks",
    "MemoryLeases",
    "PostgresLeases",
    "Refused",
    "ValkeyBell",
    "fence",
    "preview",
    "purge",
]
