"""Why there is no simulation."""

from __future__ import annotations

from regie.core.errors import Conflict, Invalid, NotFound


class SimulationNotFound(NotFound):
    """There is none of that number, or it is another's, or what it covers is out of reach now."""

    code = "workforce.simulation_not_found"


class SimulationEnded(Conflict):
    """There is nothing left to cancel."""

    code = "workforce.simulation_ended"


class SimulationTooLarge(Invalid):
    """Centres times draws are above what is kept."""

    code = "workforce.simulation_too_large"
