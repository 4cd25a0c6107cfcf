"""The other team of the demo: a printer's production database, made up."""

from .database import ensure_demo

__all__ = ["ensure_demo"]
