"""What may be done in the gateway app, and who may."""

from __future__ import annotations

from typing import Final

from regie.core.access import Permission

PERMISSIONS: Final[tuple[Permission, ...]] = ()
