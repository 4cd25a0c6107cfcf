"""What bootstrap reads of the workforce app."""

from __future__ import annotations

from typing import Final

from regie.core.app import App, Core, Part

from .messages import MESSAGES
from .permissions import PERMISSIONS
from .settings import WorkforceSettings


def build(core: Core, settings: WorkforceSettings) -> Part:  # noqa: ARG001 - not yet
    return Part(service=None)


APP: Final = App(
    name="workforce",
    settings=WorkforceSettings,
    build=build,
    messages=MESSAGES,
    permissions=PERMISSIONS,
)
