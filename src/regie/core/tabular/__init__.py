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
from .kind import Brought, Delivery, ImportKind, Loader, MakeLoader
from .layout import MOST_COUNTED, Check, Column, ColumnType, Layout, Rule, Texts
from .messages import TABULAR_MESSAGES
from .naming import named_by_imports
from .personal import imports_of
from .rejects import (
    RejectFormat,
    TooManyForSheet,
    reject_media_type,
    write_rejects,
    write_template,
)
from .repository import ImportState, ImportView, attach_job
from .retention import preview, purge
from .running import carry_out

__all__ = [
    "ACCEPTED",
    "IMPORT_LIMITS",
    "MOST_COUNTED",
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
    "MakeLoader",
    "NoHeader",
    "QuoteOpen",
    "RejectFormat",
    "Rule",
    "Texts",
    "TooManyForSheet",
    "UnknownKind",
    "attach_job",
    "carry_out",
    "imports_of",
    "named_by_imports",
    "preview",
    "purge",
    "reject_media_type",
    "write_rejects",
    "write_template",
]
