"""What is refused about saved queries."""

from __future__ import annotations

from regie.core.errors import Conflict, NotFound
from regie.core.sqlguard.guard import Denied


class QueryNotFound(NotFound):
    """There is none of that number in this tenant."""

    code = "orders.query_not_found"


class QueryNameTaken(Conflict):
    code = "orders.query_name_taken"


class TooManyQueries(Conflict):
    """There are so many already that nobody finds theirs."""

    code = "orders.too_many_queries"


class QueryDenied(Conflict):
    """The guard lets nothing of it run, as the source is mapped. `reason` is its code."""

    code = "orders.query_denied"

    def __init__(self, denied: Denied):
        super().__init__(denied.message, reason=denied.reason)


class ParameterInvalid(Conflict):
    """Missing, unknown, or not of the type that the query wants."""

    code = "orders.query_parameter"

    def __init__(self, *, name: str):
        super().__init__(f"the parameter {name}", name=name)
