"""Why a figure stays as it is."""

from __future__ import annotations

from regie.core.errors import NotFound


class VolumeNotFound(NotFound):
    """There is none of that number in this tenant, or out of the reader's reach."""

    code = "workforce.volume_not_found"


class HeadcountNotFound(NotFound):
    """There is none of that number in this tenant, or out of the reader's reach."""

    code = "workforce.headcount_not_found"
