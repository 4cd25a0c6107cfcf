"""What bootstrap reads of the retail app."""

from __future__ import annotations

from typing import Final

from regie.core.app import App, Core, Part

from .messages import MESSAGES
from .permissions import PERMISSIONS
from .settings import RetailSettings


def build(core: Core, settings: RetailSettings) -> Part:  # noqa: ARG001 - not yet
    return Part(service=None)


APP: Final = App(
    name="retail",
    settings=RetailSettings,
    build=build,
    messages=MESSAGES,
    permissions=PERMISSIONS,
)
