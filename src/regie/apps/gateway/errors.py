"""What the gateway refuses, each with its status and code.

On the OpenAI-compatible door they have OpenAI's shape: see `door/refusals.py`.
"""

from __future__ import annotations

from regie.core.errors import Conflict, Invalid, Malformed, NotFound, RegieError


class ProviderNotFound(NotFound):
    code = "gateway.provider_not_found"


class ModelNotFound(NotFound):
    """None of that name, or none that this key opens."""

    code = "gateway.model_not_found"


class KeyNotFound(NotFound):
    code = "gateway.key_not_found"


class NameTaken(Conflict):
    code = "gateway.name_taken"


class InUse(Conflict):
    """Models hang on it."""

    code = "gateway.in_use"


class TooMany(Conflict):
    """There are so many already that nobody can tell them apart."""

    code = "gateway.too_many"


class FallbackRefused(Invalid):
    """A model is no fallback of itself, and a fallback has none."""

    code = "gateway.fallback_refused"


class AddressNotAllowed(Invalid):
    """It leads inside, and the operator did not allow that network."""

    code = "gateway.address_not_allowed"


class ProviderOfDemo(Conflict):
    """It belongs to the demo, and is where it is."""

    code = "gateway.provider_of_demo"


class KeyRefused(RegieError):
    """Unknown, revoked or expired: the answer does not tell which."""

    status = 401
    code = "gateway.key_refused"


class AskedWrongly(Malformed):
    """The body is no chat completion request."""

    code = "gateway.asked_wrongly"


class BudgetExhausted(RegieError):
    """What it may cost at worst is more than is left."""

    status = 429
    code = "gateway.budget_exhausted"


class BudgetInUse(RegieError):
    """What is left is reserved by requests under way, which may give some of it back."""

    status = 429
    code = "gateway.budget_in_use"


class TooManyAtOnce(RegieError):
    """So many requests of this key are under way that it has to wait for one to end."""

    status = 429
    code = "gateway.too_many_at_once"


class ProviderBusy(RegieError):
    """The provider wants to be left alone for a while."""

    status = 429
    code = "gateway.provider_busy"


class ProviderFailed(RegieError):
    """Nothing usable came from it, nor from the fallback."""

    status = 502
    code = "gateway.provider_failed"


class ProviderSlow(ProviderFailed):
    status = 504
    code = "gateway.provider_slow"


class ProviderAway(ProviderFailed):
    """Not reachable, or left alone after failures."""

    status = 503
    code = "gateway.provider_away"


class BrokenOff(ProviderFailed):
    """It stopped in the middle of its answer."""

    code = "gateway.broken_off"


class ProviderRefused(RegieError):
    """The provider says that the request is wrong: its own words go to the client."""

    status = 400
    code = "gateway.provider_refused"

    def __init__(self, status: int, body: bytes):
        super().__init__(f"status {status}")
        self.said_status = status
        self.said = body
