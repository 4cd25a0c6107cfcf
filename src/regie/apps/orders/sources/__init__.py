"""The databases that orders are read from, several at once."""

from .order_source import OrderSource
from .sources import Asked, Findings, FoundIn, Sources

__all__ = ["Asked", "Findings", "FoundIn", "OrderSource", "Sources"]
