"""The second factor over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter

from regie.core.errors import Unavailable
from regie.core.web import ENROLLING, PUBLIC, SIGNED_IN, api_router, guarded, may_raise

from .errors import CodeRefused, CodeWrong, FactorRequired, FactorSet, NoFactor, ProofWrong
from .schemas import Enrolment, FactorCode, RecoveryCodes, SeenFactor, SteppedUp, StepUp

if TYPE_CHECKING:
    from regie.identity.services import Services


def routes(services: Services) -> APIRouter:
    api = api_router("/api/v1/identity", "identity", guard=ENROLLING)

    @api.get("/me/factor")
    async def show_my_factor() -> SeenFactor:
        """Whether one has a second factor, and must have one."""
        raise Unavailable

    @api.post("/me/factor")
    @may_raise(FactorSet)
    async def begin_my_factor() -> Enrolment:
        """Begins to set a second factor; it counts once a first code has confirmed it.

        Asked again, it begins anew.
        """
        raise Unavailable

    @api.post("/me/factor/confirm")
    @may_raise(CodeWrong, FactorSet, NoFactor)
    async def confirm_my_factor(typed: FactorCode) -> RecoveryCodes:
        """Confirms the second factor by a first code.

        The recovery codes are shown this once.
        """
        raise Unavailable

    @api.delete("/me/factor", status_code=204)
    @guarded(SIGNED_IN)
    @may_raise(FactorRequired, NoFactor)
    async def remove_my_factor() -> None:
        """Removes one's second factor, unless a role requires it."""
        raise Unavailable

    @api.post("/me/factor/recovery-codes")
    @guarded(SIGNED_IN)
    @may_raise(NoFactor)
    async def renew_my_recovery_codes() -> RecoveryCodes:
        """Makes new recovery codes, shown this once.

        The former ones no longer work.
        """
        raise Unavailable

    @api.post("/step-up")
    @guarded(SIGNED_IN)
    @may_raise(ProofWrong)
    async def step_up(proof: StepUp) -> SteppedUp:
        """Proves by password or code that it is still oneself, for 15 minutes."""
        raise Unavailable

    return api
