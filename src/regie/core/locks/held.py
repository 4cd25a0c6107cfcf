"""A lock in somebody's hands."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncConnection

from .leases import Leases


@dataclass(eq=False, slots=True)
class Held:
    name: str
    token: int
    """Higher than that of everybody who held it before."""
    owner: str
    leases: Leases = field(repr=False)
    lost: asyncio.Event = field(default_factory=asyncio.Event, repr=False)
    """Set when the lease could not be prolonged; the body is cancelled at the same moment."""

    async def fence(self, connection: AsyncConnection) -> None:
        """First in every transaction that writes what the lock protects. See `fencing.fence`."""
        await self.leases.fence(connection, self.name, self.token)
