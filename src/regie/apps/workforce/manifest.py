"""What bootstrap reads of the workforce app."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fastapi import APIRouter

from regie.core.app import App, Core, Demo, Part
from regie.core.web import Routes, import_routes
from regie.identity.people.named import names_of

from .demo import prepare_demo
from .figures.routes import routes as figure_routes
from .imports.kinds import import_file
from .kept import KEPT, PERSONAL_DATA
from .messages import MESSAGES
from .permissions import MANAGE_IMPORTS, PERMISSIONS
from .reference.routes import routes as reference_routes
from .results.routes import routes as result_routes
from .services import Services, build_services
from .settings import WorkforceSettings
from .simulations.routes import alias_routes
from .simulations.routes import routes as simulation_routes
from .simulations.tasks import simulate

SUBJECTS: Final[tuple[Callable[[Services], APIRouter], ...]] = (
    reference_routes,
    figure_routes,
    result_routes,
    simulation_routes,
    alias_routes,
)
"""Each makes the routes of one subject."""


def build(core: Core, settings: WorkforceSettings) -> Part:  # noqa: ARG001 - there are none yet
    services = build_services(core)
    return Part(
        service=services,
        routes=Routes(
            api=(
                *(routes(services) for routes in SUBJECTS),
                import_routes(
                    core,
                    services.imports,
                    import_file,
                    read=MANAGE_IMPORTS,
                    manage=MANAGE_IMPORTS,
                    names=names_of,
                ),
            )
        ),
    )


APP: Final = App(
    name="workforce",
    settings=WorkforceSettings,
    build=build,
    messages=MESSAGES,
    permissions=PERMISSIONS,
    jobs=(import_file, simulate),
    demo=Demo(prepare=prepare_demo),
    kept=KEPT,
    personal_data=PERSONAL_DATA,
)
