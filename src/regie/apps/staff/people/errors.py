"""Why a file is not shown or stays as it is."""

from __future__ import annotations

from regie.core.errors import Conflict, Invalid, NotFound


class EmployeeNotFound(NotFound):
    """There is none of that number in this tenant, or out of the reader's reach."""

    code = "staff.employee_not_found"


class NoFile(NotFound):
    """Whoever asks has no file here."""

    code = "staff.no_file"


class NumberTaken(Conflict):
    code = "staff.number_taken"


class AccountTaken(Conflict):
    """Another file is that account's."""

    code = "staff.account_taken"


class AccountUnknown(Invalid):
    """There is no account of that number in this tenant."""

    code = "staff.account_unknown"


class ManagerUnknown(Invalid):
    """There is no file of that number within reach, or it is the very one."""

    code = "staff.manager_unknown"


class DatesOutOfOrder(Invalid):
    code = "staff.dates_out_of_order"


class StillEmployed(Conflict):
    """A file is wanted for as long as somebody works, and of the day of leaving."""

    code = "staff.still_employed"


class PayIsDue(Conflict):
    """The run of the month of leaving is not released: it needs the salary."""

    code = "staff.pay_is_due"
