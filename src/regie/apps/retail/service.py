"""The services of the retail app: what its routes and jobs call."""

from __future__ import annotations

from dataclasses import dataclass

from regie.core.app import Core
from regie.core.tabular import Imports

from .catalogue.service import Catalogue
from .figures.explaining import Explaining
from .figures.service import Figures
from .sales_import.kind import sales_kind
from .settings import RetailSettings
from .targets.service import Targets
from .whatif.service import Scenarios


@dataclass(frozen=True, slots=True)
class Retail:
    figures: Figures
    explaining: Explaining
    scenarios: Scenarios
    catalogue: Catalogue
    targets: Targets
    imports: Imports

    @classmethod
    def of(cls, core: Core, settings: RetailSettings) -> Retail:
        sales = sales_kind(core.settings.zone, settings.purchase_percent)
        imports = Imports(
            "retail",
            (sales,),
            database=core.database,
            files=core.files,
            zone=core.settings.zone,
        )
        return cls(
            Figures(core),
            Explaining(core),
            Scenarios(core),
            Catalogue(core),
            Targets(core),
            imports,
        )
