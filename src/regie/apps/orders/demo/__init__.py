"""The other teams of the demo: a printer's production database, and its photo workshop's file."""

from .atelier import ensure_atelier
from .database import READER_CONNECTIONS, ensure_demo

__all__ = ["READER_CONNECTIONS", "ensure_atelier", "ensure_demo"]
