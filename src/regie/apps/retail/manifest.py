"""What bootstrap reads of the retail app."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from zoneinfo import ZoneInfo

from regie.core.app import App, Core, Demo, DemoSite, Part
from regie.core.clock import local_date
from regie.core.web import Routes, import_routes
from regie.identity.people.named import names_of

from .catalogue.category_routes import category_routes
from .catalogue.place_routes import place_routes
from .catalogue.product_routes import product_routes
from .catalogue.store_routes import store_routes
from .figures.routes import routes as figure_routes
from .figures.tasks import COMPACTION, HOURLY_VIEW, compact_figures, refresh_monthly_view
from .kept import KEPT, PERSONAL_DATA
from .messages import MESSAGES
from .permissions import MANAGE_IMPORTS, PERMISSIONS, READ_IMPORTS
from .sales_import.tasks import import_sales
from .service import Retail
from .settings import RetailSettings
from .targets.routes import target_routes
from .whatif.routes import routes as whatif_routes

_DEMO_ZONE: Final = ZoneInfo("Europe/Paris")


def build(core: Core, settings: RetailSettings) -> Part:
    retail = Retail.of(core, settings)
    return Part(
        service=retail,
        routes=Routes(
            api=(
                figure_routes(core, retail.figures, retail.explaining),
                whatif_routes(core, retail.scenarios),
                store_routes(core, retail.catalogue),
                place_routes(core),
                category_routes(core, retail.catalogue),
                product_routes(core, retail.catalogue),
                target_routes(core, retail.targets),
                import_routes(
                    core,
                    retail.imports,
                    import_sales,
                    read=READ_IMPORTS,
                    manage=MANAGE_IMPORTS,
                    names=names_of,
                ),
            )
        ),
    )


def prepare_demo(site: DemoSite) -> Mapping[str, str]:
    """No setting comes of it."""
    from .demo import ensure_demo  # noqa: PLC0415 - with polars and numpy, for those who try it

    ensure_demo(site.database_dsn, local_date(site.clock(), _DEMO_ZONE), site.progress)
    return {}


APP: Final = App(
    name="retail",
    settings=RetailSettings,
    build=build,
    messages=MESSAGES,
    permissions=PERMISSIONS,
    kept=KEPT,
    personal_data=PERSONAL_DATA,
    jobs=(compact_figures, refresh_monthly_view, import_sales),
    schedules=(COMPACTION, HOURLY_VIEW),
    demo=Demo(prepare=prepare_demo),
)
