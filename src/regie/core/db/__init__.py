"""PostgreSQL of our own: connections, transactions, schema version."""

from .database import Database
from .schema import SchemaVersion, migrate, schema_version
from .tables import installation, metadata, naming_convention
from .url import DatabaseUrl

__all__ = [
    "Database",
    "DatabaseUrl",
    "SchemaVersion",
    "installation",
    "metadata",
    "migrate",
    "naming_convention",
    "schema_version",
]
