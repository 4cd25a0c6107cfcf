"""Why a file is not imported at all. A row that is refused is no error."""

from __future__ import annotations

from regie.core.errors import Conflict, Invalid, NotFound


class UnknownKind(NotFound):
    code = "imports.unknown_kind"


class ImportNotFound(NotFound):
    """There is none of that number in this tenant, or out of the reader's reach."""

    code = "imports.not_found"


class ImportEnded(Conflict):
    """There is nothing left to cancel."""

    code = "imports.ended"


class FileUnreadable(Invalid):
    """The whole file. Its subclasses say what people can do about it."""

    code = "imports.unreadable"


class NoHeader(FileUnreadable):
    """The first line names no column: the file is empty, or begins otherwise."""

    code = "imports.no_header"


class ColumnsMissing(FileUnreadable):
    """`fr` and `en`: their titles."""

    code = "imports.columns_missing"


class ColumnTwice(FileUnreadable):
    """Two headers mean the same column: `first` and `second`, as they stand in the file."""

    code = "imports.column_twice"


class QuoteOpen(FileUnreadable):
    """A quotation mark that opens on line `line` is never closed."""

    code = "imports.quote_open"
