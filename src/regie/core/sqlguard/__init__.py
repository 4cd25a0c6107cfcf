"""Guarded, read-only access to a database that belongs to somebody else."""

from .breaker import Breaker
from .errors import ResultTooLarge, SourceBusy, SourceRefused, SourceTimeout, SourceUnavailable
from .identifiers import LONGEST_IDENTIFIER_BYTES, quote_identifier, quote_path
from .limits import Limits
from .memory import MemorySource
from .messages import MESSAGES
from .postgres import ReadOnlyPostgres
from .proof import Finding, Proof, Verdict
from .source import ReadOnlySource, Relation, Row

__all__ = [
    "LONGEST_IDENTIFIER_BYTES",
    "MESSAGES",
    "Breaker",
    "Finding",
    "Limits",
    "MemorySource",
    "Proof",
    "ReadOnlyPostgres",
    "ReadOnlySource",
    "Relation",
    "ResultTooLarge",
    "Row",
    "SourceBusy",
    "SourceRefused",
    "SourceTimeout",
    "SourceUnavailable",
    "Verdict",
    "quote_identifier",
    "quote_path",
]
