"""What bootstrap reads of the staff app."""

from __future__ import annotations

from typing import Final

from regie.core.app import App, Core, Part

from .messages import MESSAGES
from .permissions import PERMISSIONS
from .settings import StaffSettings


def build(core: Core, settings: StaffSettings) -> Part:  # noqa: ARG001 - not yet
    return Part(service=None)


APP: Final = App(
    name="staff",
    settings=StaffSettings,
    build=build,
    messages=MESSAGES,
    permissions=PERMISSIONS,
)
