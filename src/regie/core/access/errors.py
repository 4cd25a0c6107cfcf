"""Why somebody is not let through."""

from __future__ import annotations

from regie.core.errors import RegieError


class NotSignedIn(RegieError):
    """Nobody, or somebody whose session or token is over."""

    status = 401
    code = "not_signed_in"


class Forbidden(RegieError):
    """Known, and not allowed."""

    status = 403
    code = "forbidden"


class SessionRequired(Forbidden):
    """Not with a token, however much it may: one that leaked must not open the rest."""

    code = "session_required"


class StepUpRequired(RegieError):
    """Allowed, once the password or the second factor was given anew."""

    status = 403
    code = "step_up_required"
