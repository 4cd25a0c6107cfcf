"""The workforce app's services, wired."""

from __future__ import annotations

from dataclasses import dataclass

from regie.core.app import Core
from regie.core.clock import local_date
from regie.core.tabular import Imports

from .figures.service import Counted
from .imports.kinds import KINDS
from .reference.service import Reference
from .results.complete import CompleteFigures
from .results.service import Results
from .simulations.service import Simulations


@dataclass(frozen=True, slots=True)
class Services:
    core: Core
    reference: Reference
    figures: Counted
    complete: CompleteFigures
    results: Results
    simulations: Simulations
    imports: Imports


def build_services(core: Core) -> Services:
    zone = core.settings.zone
    complete = CompleteFigures(core.database, core.cache)
    results = Results(complete, core.catalogue)
    return Services(
        core=core,
        reference=Reference(core.audit, lambda: local_date(core.clock(), zone)),
        figures=Counted(core.audit),
        complete=complete,
        results=results,
        simulations=Simulations(results, core.database),
        imports=Imports("workforce", KINDS, database=core.database, files=core.files, zone=zone),
    )
