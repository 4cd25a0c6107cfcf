"""Somebody else's SQL Server, read with mssql-python."""

from ...driver import Driver
from .catalogue import catalogue
from .connection import connect
from .grammar import bounded
from .proof import prove

DRIVER = Driver("sqlserver", connect, bounded, prove, catalogue)

__all__ = ["DRIVER"]
