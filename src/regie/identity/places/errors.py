"""Why the tree stays as it is."""

from __future__ import annotations

from regie.core.errors import Conflict, NotFound


class PlaceNotFound(NotFound):
    """There is none of that number in this tenant, or out of the reader's reach."""

    code = "identity.place_not_found"


class CodeTaken(Conflict):
    code = "identity.place_code_taken"


class MovedBelowItself(Conflict):
    code = "identity.place_below_itself"


class PlaceClosed(Conflict):
    """Nothing begins below a place that is closed."""

    code = "identity.place_closed"


class OpenBelow(Conflict):
    """A place closes after those below it."""

    code = "identity.place_open_below"
