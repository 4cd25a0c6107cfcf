"""Which PostgreSQL answers. To ask about a right that it does not know yet would be an error."""

from __future__ import annotations

from typing import Final

from ...driver import Examined

HAS_PARAMETER_RIGHTS: Final = 150000
"""GRANT SET, ALTER SYSTEM ON PARAMETER."""
HAS_GRANTORS: Final = 160000
"""A membership is given by somebody, and taken by naming them."""
HAS_MAINTAIN: Final = 170000

_VERSION: Final = "SELECT current_setting('server_version_num')::int AS version"


async def version(examined: Examined) -> int:
    """As 150020 is 15.20."""
    return (await examined.fetch(_VERSION))[0]["version"]
