"""Why an evaluation is not shown or not written."""

from __future__ import annotations

from regie.core.errors import NotFound, RegieError


class EvaluationNotFound(NotFound):
    """There is none of that number in this tenant, or out of the reader's reach."""

    code = "staff.evaluation_not_found"


class OwnEvaluation(RegieError):
    """Nobody evaluates themselves."""

    status = 403
    code = "staff.own_evaluation"
