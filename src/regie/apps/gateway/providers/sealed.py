"""Where the secrets of providers stand."""

from __future__ import annotations

from typing import Final

from regie.core.vault import SealedColumn

SECRETS: Final = SealedColumn("gateway", "provider", "secret")
