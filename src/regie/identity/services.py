"""The services of identity, wired to each other: what routes, commands and jobs call."""

from __future__ import annotations

from dataclasses import dataclass

from regie.core.app import Core

from .settings import IdentitySettings


@dataclass(frozen=True, slots=True)
class Services:
    core: Core
    settings: IdentitySettings


def build_services(core: Core, settings: IdentitySettings) -> Services:
    return Services(core=core, settings=settings)
