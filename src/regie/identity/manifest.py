"""What bootstrap reads of identity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fastapi import APIRouter

from regie.core.access import Permission
from regie.core.app import App, Core, Part
from regie.core.web import Routes

from .messages import MESSAGES
from .services import Services, build_services
from .settings import IdentitySettings

SUBJECTS: Final[tuple[Callable[[Services], APIRouter], ...]] = ()
"""Each makes the routes of one subject."""
PERMISSIONS: Final[tuple[Permission, ...]] = ()


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
)
