"""Why an absence is not booked, or not decided on."""

from __future__ import annotations

from regie.core.errors import Conflict, Invalid, NotFound, RegieError


class AbsenceNotFound(NotFound):
    """There is none of that number in this tenant, or out of the reader's reach."""

    code = "staff.absence_not_found"


class KindUnknown(Invalid):
    code = "staff.absence_kind_unknown"


class NoWorkingDay(Invalid):
    """It ends before it begins, lasts more than a year, or is free anyway."""

    code = "staff.no_working_day"


class OutsideEmployment(Conflict):
    code = "staff.outside_employment"


class BalanceTooLow(Conflict):
    """`days`: what is left."""

    code = "staff.balance_too_low"


class Overlaps(Conflict):
    """Another absence of the same person, asked for or approved, has a half day of it."""

    code = "staff.absence_overlaps"


class NotPending(Conflict):
    """It was decided on already."""

    code = "staff.absence_not_pending"


class NotCancellable(Conflict):
    """It was refused or cancelled, or it has begun and only its approvers may."""

    code = "staff.absence_not_cancellable"


class OwnAbsence(RegieError):
    """Nobody decides on their own."""

    status = 403
    code = "staff.own_absence"


class NoBalance(NotFound):
    """Absences of that kind are not counted against anything."""

    code = "staff.no_balance"
