"""Somebody else's MySQL or MariaDB, read with PyMySQL."""

from ...driver import Driver
from .catalogue import catalogue
from .connection import bounded, connect
from .lag import lag
from .proof import prove

DRIVER = Driver("mysql", connect, bounded, prove, catalogue, lag)

__all__ = ["DRIVER"]
