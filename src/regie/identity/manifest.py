"""What bootstrap reads of identity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fastapi import APIRouter

from regie.core.access import Permission
from regie.core.app import App, Core, Demo, Part
from regie.core.web import Routes

from .audit.events import HEAD
from .audit.permissions import PERMISSIONS as AUDIT_PERMISSIONS
from .audit.routes import routes as audit_routes
from .audit.tasks import HOURLY_HEADS, NIGHTLY_VERIFICATION, tell_heads, verify_audit
from .codes.routes import routes as code_routes
from .demo import prepare_demo
from .factors.routes import routes as factor_routes
from .messages import MESSAGES
from .people.first_run_routes import routes as first_run_routes
from .people.permissions import PERMISSIONS as PEOPLE_PERMISSIONS
from .people.rights_routes import matrix_routes, settings_routes
from .people.routes import routes as people_routes
from .places.permissions import PERMISSIONS as PLACES_PERMISSIONS
from .places.routes import routes as places_routes
from .privacy.kept import KEPT
from .privacy.repository import PERSONAL_DATA
from .privacy.routes import routes as privacy_routes
from .services import Services, build_services
from .sessions.console_routes import console_routes as session_console_routes
from .sessions.permissions import PERMISSIONS as SESSIONS_PERMISSIONS
from .sessions.routes import routes as session_routes
from .settings import IdentitySettings
from .signin.routes import routes as sign_in_routes
from .tokens.jobs import DAILY_ROTATION, rotate_signing_keys
from .tokens.permissions import PERMISSIONS as TOKENS_PERMISSIONS
from .tokens.routes import console_routes as token_console_routes
from .tokens.routes import routes as token_routes

SUBJECTS: Final[tuple[Callable[[Services], APIRouter], ...]] = (
    audit_routes,
    code_routes,
    factor_routes,
    sign_in_routes,
    people_routes,
    first_run_routes,
    matrix_routes,
    settings_routes,
    places_routes,
    privacy_routes,
    session_routes,
    session_console_routes,
    token_routes,
    token_console_routes,
)
"""Each makes the routes of one subject."""
PERMISSIONS: Final[tuple[Permission, ...]] = (
    *AUDIT_PERMISSIONS,
    *PEOPLE_PERMISSIONS,
    *PLACES_PERMISSIONS,
    *SESSIONS_PERMISSIONS,
    *TOKENS_PERMISSIONS,
)


def build(core: Core, settings: IdentitySettings) -> Part:
    services = build_services(core, settings)
    return Part(
        service=services,
        serving=(*services.known.resources, *services.machines.resources),
        routes=Routes(api=tuple(routes(services) for routes in SUBJECTS)),
        subscriptions=(services.asking.subscription(),),
    )


APP: Final = App(
    name="identity",
    settings=IdentitySettings,
    build=build,
    messages=MESSAGES,
    permissions=PERMISSIONS,
    demo=Demo(prepare=prepare_demo),
    events=(HEAD,),
    jobs=(rotate_signing_keys, tell_heads, verify_audit),
    kept=KEPT,
    personal_data=PERSONAL_DATA,
    schedules=(DAILY_ROTATION, HOURLY_HEADS, NIGHTLY_VERIFICATION),
)
