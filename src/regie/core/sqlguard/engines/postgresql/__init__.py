"""Somebody else's PostgreSQL, read with asyncpg."""

from ...driver import Driver
from .catalogue import catalogue
from .connection import bounded, connect
from .lag import lag
from .proof import prove

DRIVER = Driver("postgresql", connect, bounded, prove, catalogue, lag)

__all__ = ["DRIVER"]
