"""What bootstrap reads of identity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fastapi import APIRouter

from regie.core.access import Permission
from regie.core.app import App, Core, Part
from regie.core.web import Routes

from .audit.events import HEAD
from .audit.permissions import PERMISSIONS as AUDIT_PERMISSIONS
from .audit.routes import routes as audit_routes
from .audit.tasks import HOURLY_HEADS, NIGHTLY_VERIFICATION, tell_heads, verify_audit
from .codes.routes import routes as code_routes
from .factors.routes import routes as factor_routes
from .messages import MESSAGES
from .people.permissions import PERMISSIONS as PEOPLE_PERMISSIONS
from .people.rights_routes import matrix_routes, settings_routes
from .people.routes import routes as people_routes
from .places.permissions import PERMISSIONS as PLACES_PERMISSIONS
from .places.routes import routes as places_routes
from .services import Services, build_services
from .settings import IdentitySettings
from .tokens.permissions import PERMISSIONS as TOKENS_PERMISSIONS
from .tokens.routes import console_routes as token_console_routes
from .tokens.routes import routes as token_routes

SUBJECTS: Final[tuple[Callable[[Services], APIRouter], ...]] = (
    audit_routes,
    code_routes,
    factor_routes,
    people_routes,
    matrix_routes,
    settings_routes,
    places_routes,
    token_routes,
    token_console_routes,
)
"""Each makes the routes of one subject."""
PERMISSIONS: Final[tuple[Permission, ...]] = (
    *AUDIT_PERMISSIONS,
    *PEOPLE_PERMISSIONS,
    *PLACES_PERMISSIONS,
    *TOKENS_PERMISSIONS,
)


def build(core: Core, settings: IdentitySettings) -> Part:
    services = build_services(core, settings)
    return Part(
        service=services,
        routes=Routes(api=tuple(routes(services) for routes in SUBJECTS)),
    )


APP: Final = App(
    name="identity",
    settings=IdentitySettings,
    build=build,
    messages=MESSAGES,
    permissions=PERMISSIONS,
    events=(HEAD,),
    jobs=(tell_heads, verify_audit),
    schedules=(HOURLY_HEADS, NIGHTLY_VERIFICATION),
)
