"""Leaves a failing source alone, for its sake and for that of whoever would wait for it."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator
from contextlib import contextmanager
from time import monotonic

from regie.core import breaker
from regie.core.observe import get_logger

from .errors import ResultTooLarge, SourceRefused, SourceTimeout, SourceUnavailable

_log = get_logger(__name__)


class Breaker:
    """`core/breaker` in the words of a source.

    A refusal counts as an answer: the source is there. Being too busy ourselves, or a caller who
    goes away, says nothing about the source and changes nothing.
    """

    def __init__(
        self,
        source: str,
        *,
        failures_to_open: int,
        open_s: float,
        now: Callable[[], float] = monotonic,
    ):
        self._source = source
        self._breaker = breaker.Breaker(failures_to_open=failures_to_open, open_s=open_s, now=now)

    @contextmanager
    def attempt(self) -> Generator[None]:
        """Raises SourceUnavailable with the time to wait, without running anything, when open."""
        remaining_s = self._breaker.remaining_s()
        if remaining_s is not None:
            raise SourceUnavailable(
                f"{self._source} failed too often and is left alone",
                retry_after_s=max(1, math.ceil(remaining_s)),
            )
        period = self._breaker.period
        try:
            yield
        except (SourceUnavailable, SourceTimeout):
            if self._breaker.failed(period):
                _log.warning("source_left_alone", source=self._source)
            raise
        except (SourceRefused, ResultTooLarge):
            self._answered(period)
            raise
        except BaseException:
            self._breaker.abandoned(period)
            raise
        else:
            self._answered(period)

    def _answered(self, period: int) -> None:
        if self._breaker.answered(period):
            _log.info("source_is_back", source=self._source)
