"""Why a salary, a run or a payslip stays as it is."""

from __future__ import annotations

from regie.core.errors import Conflict, NotFound


class RunNotFound(NotFound):
    code = "staff.run_not_found"


class PayslipNotFound(NotFound):
    """There is none of that number, or it is out of the reader's reach, or not released yet."""

    code = "staff.payslip_not_found"


class SalaryNotFound(NotFound):
    code = "staff.salary_not_found"


class ItemNotFound(NotFound):
    code = "staff.item_not_found"


class SalaryDayTaken(Conflict):
    """A salary begins on that day already."""

    code = "staff.salary_day_taken"


class FourEyes(Conflict):
    """Who had a run computed does not release it."""

    code = "staff.four_eyes"


class RunNotComputed(Conflict):
    code = "staff.run_not_computed"


class RunReleased(Conflict):
    """Nothing of it changes any more."""

    code = "staff.run_released"


class RunUnderWay(Conflict):
    """Its job waits or runs."""

    code = "staff.run_under_way"


class RunOutdated(Conflict):
    """Salaries or items changed since: `count` payslips would be others."""

    code = "staff.run_outdated"


class RegularNotReleased(Conflict):
    """What is not released needs no correction."""

    code = "staff.regular_not_released"


class MonthAhead(Conflict):
    """Months to come are not computed."""

    code = "staff.month_ahead"
