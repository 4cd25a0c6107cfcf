"""What of keys is sealed."""

from __future__ import annotations

from typing import Final

from regie.core.vault import SealedColumn

PRIVATE_HALVES: Final = SealedColumn("identity", "signing_key", "private", key="kid")
