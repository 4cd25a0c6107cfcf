"""Leaves a failing source alone, for its sake and for that of whoever would wait for it."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator
from contextlib import contextmanager
from time import monotonic

from regie.core.observe import get_logger

from .errors import ResultTooLarge, SourceRefused, SourceTimeout, SourceUnavailable

_log = get_logger(__name__)


class Breaker:
    """Opens after so many failures in a row; when its time is over one attempt may try.

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
        self._failures_to_open = failures_to_open
        self._open_s = open_s
        self._now = now
        self._failures = 0
        self._opened_at: float | None = None
        self._trying = False

    @contextmanager
    def attempt(self) -> Generator[None]:
        """Raises SourceUnavailable with the time to wait, without running anything, when open."""
        trial = self._admit()
        try:
            yield
        except (SourceUnavailable, SourceTimeout):
            self._failed()
            raise
        except (SourceRefused, ResultTooLarge):
            self._answered()
            raise
        else:
            self._answered()
        finally:
            if trial:
                self._trying = False

    def _admit(self) -> bool:
        """Whether this attempt is the one that finds out if the source is back."""
        if self._opened_at is None:
            return False
        remaining_s = self._opened_at + self._open_s - self._now()
        if remaining_s > 0 or self._trying:
            raise SourceUnavailable(
                f"{self._source} failed too often and is left alone",
                retry_after_s=max(1, math.ceil(remaining_s)),
            )
        self._trying = True
        return True

    def _failed(self) -> None:
        self._failures += 1
        if self._failures >= self._failures_to_open:
            if self._opened_at is None:
                _log.warning("source_left_alone", source=self._source, failures=self._failures)
            self._opened_at = self._now()

    def _answered(self) -> None:
        if self._opened_at is not None:
            _log.info("source_is_back", source=self._source)
        self._failures = 0
        self._opened_at = None
