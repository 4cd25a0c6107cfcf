"""Files of rows: read, checked column by column, loaded; what is refused is given back."""

from .errors import (
    ColumnsMissing,
    ColumnTwice,
    FileUnreadable,
    ImportEnded,
    ImportNotFound,
    NoHeader,
    QuoteOpen,
    UnknownKind,
)
from .formats import ACCEPTED, IMPORT_LIMITS
from .imports import Imports
from .kind import Brought, Delivery, ImportKind, Loader
from .layout import Check, Column, ColumnType, Layout
from .messages import TABULAR_MESSAGES
from .rejects import RejectFormat, reject_media_type, write_rejects, write_template
from .repository import ImportState, ImportView, attach_job
from .running import carry_out

__all__ = [
    "ACCEPTED",
    "IMPORT_LIMITS",
    "TABULAR_MESSAGES",
    "Brought",
    "Check",
    "Column",
    "ColumnTwice",
    "ColumnType",
    "ColumnsMissing",
    "Delivery",
    "FileUnreadable",
    "ImportEnded",
    "ImportKind",
    "ImportNotFound",
    "ImportState",
    "ImportView",
    "Imports",
    "Layout",
    "Loader",
    "NoHeader",
    "QuoteOpen",
    "RejectFormat",
    "UnknownKind",
    "attach_job",
    "carry_out",
    "reject_media_type",
    "write_rejects",
    "write_template",
]
