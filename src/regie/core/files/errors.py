"""Why a file is not taken, not kept or not handed out."""

from __future__ import annotations

from regie.core.errors import Invalid, NotFound, RegieError, TooLarge, UnsupportedMedia


class FileTooLarge(TooLarge):
    """Above the size for one file; `limit_bytes` says which."""

    code = "files.too_large"


class QuotaExceeded(TooLarge):
    """Its owner has no room for it left."""

    code = "files.quota"


class FileTypeRefused(UnsupportedMedia):
    """Its content is of no accepted type, or not of the one that its name or sender claims."""

    code = "files.type"


class FileBroken(Invalid):
    """It cannot be read as what it is."""

    code = "files.broken"


class UnpacksTooLarge(Invalid):
    """An archive that would unpack into too much, or an image of too many pixels."""

    code = "files.unpacks_too_large"


class StorageFull(RegieError):
    """No room on the disk or in its quota. Nothing was kept; taking files works again as soon as
    there is room."""

    status = 507
    code = "files.storage_full"


class FileMissing(NotFound):
    """No file of this digest is kept."""

    code = "files.missing"


class LinkInvalid(NotFound):
    """Forged, for somebody else, or out of time: which of them is not said."""

    code = "files.link_invalid"
