"""Which short tokens are believed: verified once, then remembered until they are over."""

from __future__ import annotations

from collections import OrderedDict
from hashlib import sha256
from typing import Final

from regie.core.clock import Clock

from .jwts import Said, kid_of, verified
from .keys import Keys

_REMEMBERED: Final = 4096
"""Of 32 bytes and four numbers each."""


class ShortTokens:
    def __init__(self, keys: Keys, issuer: str, clock: Clock):
        self._keys = keys
        self._issuer = issuer
        self._clock = clock
        self._verified: OrderedDict[bytes, Said] = OrderedDict()

    def remembered(self, presented: str) -> Said | None:
        """Waits for nobody and verifies nothing: None also of a good one that is new here."""
        said = self._verified.get(_digest(presented))
        if said is None or self._keys.known(said.kid) is None:
            return None
        return said if said.holds_at(self._clock()) else None

    async def verify(self, presented: str) -> Said | None:
        """A fifth of a millisecond, and a query when its key is not known here. Raises
        Unavailable."""
        kid = kid_of(presented)
        key = None if kid is None else await self._keys.find(kid)
        if kid is None or key is None:
            return None
        digest = _digest(presented)
        said = self._verified.get(digest) or verified(
            presented, issuer=self._issuer, kid=kid, key=key
        )
        if said is None or not said.holds_at(self._clock()):
            return None
        self._verified[digest] = said
        self._verified.move_to_end(digest)
        if len(self._verified) > _REMEMBERED:
            self._verified.popitem(last=False)
        return said


def _digest(presented: str) -> bytes:
    return sha256(presented.encode("latin-1")).digest()
