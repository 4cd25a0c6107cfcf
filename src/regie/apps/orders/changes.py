"""A source says which of its orders have changed, in a message that it signs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from regie.core.clock import Clock
from regie.core.errors import Unavailable
from regie.core.observe import get_logger
from regie.core.webhooks import Message, RecentMessages, SignatureRefused, verify

from .errors import SourceUnknown, SourceUnsigned
from .service import OrderService

_log = get_logger(__name__)

_AGAIN_S = 5


class Changes:
    """Signed as our own webhooks are (Standard Webhooks), by a secret per source.

    A message that comes again is answered as the first time and does nothing: in this process. In
    another one it does once more what is harmless, forgetting an order that is then read anew, and
    after five minutes nobody takes it any more.
    """

    def __init__(self, service: OrderService, clock: Clock):
        self._service = service
        self._clock = clock
        self._recent: defaultdict[str, RecentMessages] = defaultdict(RecentMessages)
        """By source: what one calls its messages is no other's business."""

    def admit(self, source: str, headers: Mapping[str, str], body: bytes) -> Message:
        """Raises SourceUnsigned: for an unknown source, for one without a secret, for a signature
        that is not its own or is older than five minutes."""
        try:
            signing = self._service.sources.named(source).mapping.signing
        except SourceUnknown:
            signing = None
        if signing is None:
            raise SourceUnsigned
        try:
            return verify([signing], headers, body, now=self._clock())
        except SignatureRefused as refused:
            _log.warning("source_message_refused", source=source, reason=refused.reason)
            raise SourceUnsigned from None

    async def tell(self, source: str, message: Message, numbers: Sequence[str]) -> bool:
        """Whether it was new. Raises Unavailable when other processes could not be told: the
        sender repeats what was not answered well."""
        now: datetime = self._clock()
        if not self._recent[source].first(message, now):
            return False
        if not await self._service.forget(source, numbers):
            self._recent[source].forget(message)
            raise Unavailable("Valkey could not be told", retry_after_s=_AGAIN_S)
        return True
