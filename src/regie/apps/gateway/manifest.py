"""What bootstrap reads of the gateway app."""

from __future__ import annotations

from typing import Final

from regie.core.app import App, Core, Part

from .messages import MESSAGES
from .permissions import PERMISSIONS
from .settings import GatewaySettings


def build(core: Core, settings: GatewaySettings) -> Part:  # noqa: ARG001 - not yet
    return Part(service=None)


APP: Final = App(
    name="gateway",
    settings=GatewaySettings,
    build=build,
    messages=MESSAGES,
    permissions=PERMISSIONS,
)
