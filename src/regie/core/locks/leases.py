"""Where leases are kept: what every such place must do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class Refused:
    free_in_s: float
    """When the holder's lease ends if nobody prolongs it; he may release it before."""


@dataclass(frozen=True, slots=True)
class Holder:
    name: str
    owner: str
    token: int
    since: datetime
    until: datetime
    lapsed: bool
    """His lease is over and nobody has wanted the lock since: he is dead, stopped or cut off."""


class Leases(Protocol):
    """One clock judges: that of the place. Tokens of a name rise with each taking."""

    async def take(self, name: str, owner: str, lease_s: float) -> int | Refused:
        """The token, when nobody holds it or its holder's lease is over."""
        ...

    async def renew(self, name: str, token: int, lease_s: float) -> bool:
        """False when somebody else has taken it since, or it was released. A lease that is over
        and that nobody wanted is prolonged."""
        ...

    async def release(self, name: str, token: int) -> bool:
        """False when it was not this token's to release."""
        ...

    async def fence(self, connection: AsyncConnection, name: str, token: int) -> None:
        """Raises LockLost unless this token is the last one taken and has not been released."""
        ...

    async def holders(self) -> list[Holder]:
        """Those who have not released, the longest holding first."""
        ...
