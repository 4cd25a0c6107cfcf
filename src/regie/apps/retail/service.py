"""The services of the retail app: what its routes and jobs call."""

from __future__ import annotations

from dataclasses import dataclass

from regie.core.app import Core

from .figures.explaining import Explaining
from .figures.service import Figures
from .whatif.service import Scenarios


@dataclass(frozen=True, slots=True)
class Retail:
    figures: Figures
    explaining: Explaining
    scenarios: Scenarios

    @classmethod
    def of(cls, core: Core) -> Retail:
        return cls(Figures(core), Explaining(core), Scenarios(core))
