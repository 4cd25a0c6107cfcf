"""Counters that cost the hot path nothing and that no count enters twice."""

from .counters import Counters
from .ledger import MOST_ITEMS, OTHER, Batch, Days, Ledger, Row, Top
from .memory import MemoryLedger
from .postgres import PostgresLedger
from .retention import preview, purge

__all__ = [
    "MOST_ITEMS",
    "OTHER",
    "Batch",
    "Counters",
    "Days",
    "Ledger",
    "MemoryLedger",
    "PostgresLedger",
    "Row",
    "Top",
    "preview",
    "purge",
]
