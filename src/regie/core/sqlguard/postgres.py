"""Somebody else's PostgreSQL, for whoever has a DSN and needs to choose no engine."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from .address import read_address
from .engines.postgresql import DRIVER
from .limits import Limits
from .reader import GuardedReader


class ReadOnlyPostgres(GuardedReader):
    def __init__(
        self,
        name: str,
        dsn: str,
        limits: Limits | None = None,
        now: Callable[[], float] = monotonic,
    ):
        """`name` is the operator's word for the source, for logs; `dsn` is a postgresql:// URL."""
        super().__init__(name, read_address(dsn), DRIVER, limits, now=now)
