"""PostgreSQL of our own: connections, transactions, schema version."""

from .ages import purge_rows, purgeable_rows
from .database import Database
from .days import ensure_days, purge_days, purgeable_days
from .direct import DirectConnection, StatementRefusedError
from .keyset import After, Sort, Sorted, last_of
from .notifications import listen
from .purgeable import Purgeable
from .schema import SchemaVersion, migrate, schema_version
from .slow_queries import SlowQueries
from .slow_query_report import (
    SlowFilter,
    SlowShape,
    preview_slow_queries,
    purge_slow_queries,
    slow_shapes,
    slow_statements,
)
from .tables import installation, metadata, naming_convention
from .url import DatabaseUrl

__all__ = [
    "After",
    "Database",
    "DatabaseUrl",
    "DirectConnection",
    "Purgeable",
    "SchemaVersion",
    "SlowFilter",
    "SlowQueries",
    "SlowShape",
    "Sort",
    "Sorted",
    "StatementRefusedError",
    "ensure_days",
    "installation",
    "last_of",
    "listen",
    "metadata",
    "migrate",
    "naming_convention",
    "preview_slow_queries",
    "purge_days",
    "purge_rows",
    "purge_slow_queries",
    "purgeable_days",
    "purgeable_rows",
    "schema_version",
    "slow_shapes",
    "slow_statements",
]
