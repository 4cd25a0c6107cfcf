"""Why there is no result."""

from __future__ import annotations

from regie.core.errors import Conflict, NotFound


class ResultPlaceNotFound(NotFound):
    """No place of that number has centres of this tenant within the reader's reach."""

    code = "workforce.place_not_found"


class NothingCounted(Conflict):
    """There are no volumes yet, so there is no month to size for."""

    code = "workforce.nothing_counted"
