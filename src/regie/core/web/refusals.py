"""What is written of requests that are refused because something is full or away.

Under overload there are thousands a second: a line for each would cost those that are served
their answer. So there is one a second for each kind, with how many it stands for.
"""

from __future__ import annotations

from time import monotonic

from regie.core.errors import RegieError
from regie.core.observe import get_logger

_log = get_logger(__name__)

EVERY_S = 1.0


class RefusalLog:
    def __init__(self) -> None:
        self._seen: dict[str, tuple[float, int]] = {}
        """Code → when it was last written of, and how often it was met since."""

    def note(self, error: RegieError) -> None:
        now = monotonic()
        written_at, times = self._seen.get(error.code, (-EVERY_S, 0))
        if now - written_at < EVERY_S:
            self._seen[error.code] = written_at, times + 1
            return
        self._seen[error.code] = now, 0
        _log.warning("request_refused", code=error.code, reason=error.detail, times=times + 1)
