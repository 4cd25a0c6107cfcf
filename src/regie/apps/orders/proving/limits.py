"""How often one may try to open orders, search and ask for codes. Whether there are any does not
count."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from regie.core.limits import Asked, Claim, Limit, Limiter

_OPENING_HERE: Final = Limit("order-opening-conversation", quota=10, window_s=600)
_OPENING_FROM: Final = Limit("order-opening-address", quota=60, window_s=3600)
_SEARCHES_HERE: Final = Limit("order-search-conversation", quota=10, window_s=600)
_SEARCHES_FROM: Final = Limit("order-search-address", quota=30, window_s=3600)
_CODES_HERE: Final = Limit("order-codes-conversation", quota=3, window_s=900)
_CODES_FROM: Final = Limit("order-codes-address", quota=12, window_s=3600)
_CODES_TO: Final = Limit("order-codes-recipient", quota=4, window_s=3600)
"""However many conversations ask: nobody's mailbox is flooded, and nobody gets more guesses."""


class ProofLimits:
    """What is used up comes back by itself: nobody is locked out."""

    def __init__(self, limiter: Limiter):
        self._limiter = limiter

    async def opens(self, conversation: UUID, address: str, orders: int) -> None:
        """So many numbers with a name, that this conversation has not opened yet. Raises
        RateLimited."""
        claims = (
            _OPENING_HERE.of(str(conversation), orders),
            _OPENING_FROM.of(address, orders),
        )
        (await self._limiter.decide(Asked(claims))).enforce()

    async def may_search(self, conversation: UUID, address: str) -> bool:
        return await self._admits(_SEARCHES_HERE.of(str(conversation)), _SEARCHES_FROM.of(address))

    async def may_ask_code(self, conversation: UUID, address: str) -> bool:
        return await self._admits(_CODES_HERE.of(str(conversation)), _CODES_FROM.of(address))

    async def may_send_to(self, recipient: bytes) -> bool:
        """`recipient`: a keyed digest of the address."""
        return await self._admits(_CODES_TO.of(recipient.hex()))

    async def _admits(self, *claims: Claim) -> bool:
        return (await self._limiter.decide(Asked(claims))).admitted
