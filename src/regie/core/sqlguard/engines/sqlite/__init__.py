"""Somebody else's SQLite file, read with the standard library."""

from ...driver import Driver
from .catalogue import catalogue
from .connection import bounded, connect
from .proof import prove

DRIVER = Driver("sqlite", connect, bounded, prove, catalogue)

__all__ = ["DRIVER"]
