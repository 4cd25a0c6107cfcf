"""Régie: operations for an organisation with many sites."""

__version__ = "0.1.0"
