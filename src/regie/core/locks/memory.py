"""The leases of one process, gone with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from time import monotonic

from sqlalchemy.ext.asyncio import AsyncConnection

from .errors import LockLost
from .leases import Holder, Refused


@dataclass
class _Lease:
    owner: str
    token: int
    since: datetime
    until: float
    """By the monotonic clock."""


class MemoryLeases:
    """What is released is forgotten, so it holds no more than there are holders.

    `fence` judges when it is called and cannot hold up the next holder until a transaction ends:
    what stands in a database that others write to wants PostgresLeases.
    """

    def __init__(self, *, now: Callable[[], float] = monotonic):
        self._now = now
        self._leases: dict[str, _Lease] = {}
        self._tokens = count(1)

    async def take(self, name: str, owner: str, lease_s: float) -> int | Refused:
        held = self._leases.get(name)
        now = self._now()
        if held is not None and held.until > now:
            return Refused(held.until - now)
        lease = _Lease(owner, next(self._tokens), datetime.now(UTC), now + lease_s)
        self._leases[name] = lease
        return lease.token

    async def renew(self, name: str, token: int, lease_s: float) -> bool:
        held = self._leases.get(name)
        if held is None or held.token != token:
            return False
        held.until = self._now() + lease_s
        return True

    async def release(self, name: str, token: int) -> bool:
        held = self._leases.get(name)
        if held is None or held.token != token:
            return False
        del self._leases[name]
        return True

    async def fence(self, connection: AsyncConnection, name: str, token: int) -> None:  # noqa: ARG002 - there is nothing to lock
        held = self._leases.get(name)
        if held is None or held.token != token:
            raise LockLost(f"{name} is no longer held under token {token}")

    async def holders(self) -> list[Holder]:
        now = self._now()
        return [
            Holder(
                name,
                lease.owner,
                lease.token,
                lease.since,
                datetime.now(UTC) + timedelta(seconds=lease.until - now),
                lease.until <= now,
            )
            for name, lease in sorted(self._leases.items(), key=lambda item: item[1].token)
        ]
