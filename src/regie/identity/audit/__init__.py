"""The record of what was done, which cannot be changed unseen."""

from .record import PostgresAudit
from .retention import preview, preview_details, purge, purge_details

__all__ = ["PostgresAudit", "preview", "preview_details", "purge", "purge_details"]
