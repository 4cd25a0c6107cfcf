"""Why a document is not shown or not kept."""

from __future__ import annotations

from regie.core.errors import Conflict, NotFound


class DocumentNotFound(NotFound):
    """There is none of that number in this tenant, or out of the reader's reach."""

    code = "staff.document_not_found"


class DocumentThere(Conflict):
    """The file has this very document."""

    code = "staff.document_there"
