"""Guarded, read-only access to a database that belongs to somebody else."""

from .address import Address, read_address
from .breaker import Breaker
from .errors import (
    EntryRefused,
    ResultTooLarge,
    SourceBusy,
    SourceRefused,
    SourceTimeout,
    SourceUnavailable,
)
from .identifiers import LONGEST_IDENTIFIER_BYTES, quote_identifier, quote_path
from .limits import Limits
from .memory import MemorySource
from .messages import MESSAGES
from .metrics import SourceMetrics
from .opening import open_source
from .postgres import ReadOnlyPostgres
from .proof import Finding, Proof, Verdict
from .source import (
    CatalogueColumn,
    CatalogueTable,
    Engine,
    ReadOnlySource,
    Relation,
    Row,
    SortKey,
)
from .statements import Statement, compiled
from .unreached import unreached

__all__ = [
    "LONGEST_IDENTIFIER_BYTES",
    "MESSAGES",
    "Address",
    "Breaker",
    "CatalogueColumn",
    "CatalogueTable",
    "Engine",
    "EntryRefused",
    "Finding",
    "Limits",
    "MemorySource",
    "Proof",
    "ReadOnlyPostgres",
    "ReadOnlySource",
    "Relation",
    "ResultTooLarge",
    "Row",
    "SortKey",
    "SourceBusy",
    "SourceMetrics",
    "SourceRefused",
    "SourceTimeout",
    "SourceUnavailable",
    "Statement",
    "Verdict",
    "compiled",
    "open_source",
    "quote_identifier",
    "quote_path",
    "read_address",
    "unreached",
]
