"""Why a second factor was not taken, set or removed."""

from __future__ import annotations

from regie.core.access import NotSignedIn
from regie.core.errors import Conflict, RegieError


class CodeRefused(NotSignedIn):
    """Wrong, used already, or of another time."""

    code = "identity.code_refused"


class CodeWrong(RegieError):
    """The same, said to somebody who is signed in and stays so."""

    status = 422
    code = "identity.code_wrong"


class ProofWrong(RegieError):
    """A wrong password or code of somebody who is signed in and stays so."""

    status = 422
    code = "identity.proof_wrong"


class CodeWanted(Conflict):
    """Who has a second factor proves it: the password alone is what a thief may know."""

    code = "identity.code_wanted"


class FactorSet(Conflict):
    """There is one already: it is removed before another is set."""

    code = "identity.factor_set"


class NoFactor(Conflict):
    """There is none, or none that was begun."""

    code = "identity.no_factor"


class FactorRequired(Conflict):
    """One of the person's roles requires it."""

    code = "identity.factor_required"
