"""Why nothing was done about somebody."""

from __future__ import annotations

from regie.core.errors import Conflict, Invalid, NotFound
from regie.identity.codes.errors import LinkOver


class PersonNotFound(NotFound):
    """There is nobody of that number in this tenant, or out of the reader's reach."""

    code = "identity.person_not_found"


class EmailTaken(Conflict):
    """Somebody has that address already, perhaps in another tenant."""

    code = "identity.email_taken"


class LastAdministrator(Conflict):
    """Nobody would be left who may do everything."""

    code = "identity.last_administrator"


class OwnRights(Conflict):
    """Nobody gives himself more than he has."""

    code = "identity.own_rights"


class PlaceUnknown(Invalid):
    """A role was to be given for a place that is not there, or out of reach."""

    code = "identity.place_unknown"


class StatusForbids(Conflict):
    """Not of somebody who is disabled, or erased, or already active."""

    code = "identity.status_forbids"


class FirstRunOver(LinkOver):
    """There is somebody already, or the link is an older start's, or none."""

    code = "identity.first_run_over"
