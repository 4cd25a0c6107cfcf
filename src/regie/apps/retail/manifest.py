"""What bootstrap reads of the retail app."""

from __future__ import annotations

from typing import Final

from regie.core.app import App, Core, Part
from regie.core.web import Routes

from .figures.routes import routes as figure_routes
from .figures.tasks import COMPACTION, HOURLY_VIEW, compact_figures, refresh_monthly_view
from .messages import MESSAGES
from .permissions import PERMISSIONS
from .service import Retail
from .settings import RetailSettings
from .whatif.routes import routes as whatif_routes


def build(core: Core, settings: RetailSettings) -> Part:  # noqa: ARG001 - nothing to set yet
    retail = Retail.of(core)
    return Part(
        service=retail,
        routes=Routes(
            api=(
                figure_routes(core, retail.figures, retail.explaining),
                whatif_routes(core, retail.scenarios),
            )
        ),
    )


APP: Final = App(
    name="retail",
    settings=RetailSettings,
    build=build,
    messages=MESSAGES,
    permissions=PERMISSIONS,
    jobs=(compact_figures, refresh_monthly_view),
    schedules=(COMPACTION, HOURLY_VIEW),
)
