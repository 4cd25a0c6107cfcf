"""Files of rows: read, checked column by column, loaded; what is refused is given back."""

from .copying import copy_fixed, copy_frame
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
from .hashing import content_hash
from .imports import Imports
from .kind import Brought, Delivery, ImportKind, Loader
from .layout import Check, Column, ColumnType, Layout, Texts
from .messages import TABULAR_MESSAGES
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
    "Texts",
    "TooManyForSheet",
    "UnknownKind",
    "attach_job",
    "carry_out",
    "content_hash",
    "copy_fixed",
    "copy_frame",
    "preview",
    "purge",
    "reject_media_type",
    "write_rejects",
    "write_template",
]
