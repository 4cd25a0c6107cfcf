"""What a session remembers between two statements, and what a reset brings back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

_SET: Final = re.compile(
    r"\bSET\s+([A-Z_]+(?: [A-Z_]+)*?)\s+(-?\d+|0x[0-9A-F]+|LOW|NORMAL|HIGH|ON|OFF"
    r"|READ COMMITTED|READ UNCOMMITTED|SERIALIZABLE)\s*(?:;|$)",
    re.IGNORECASE,
)
_DEFAULTS: Final = {
    "LOCK_TIMEOUT": "-1",
    "DEADLOCK_PRIORITY": "NORMAL",
    "TRANSACTION ISOLATION LEVEL": "READ COMMITTED",
}


@dataclass(slots=True)
class SessionSettings:
    identity: int
    user: str = ""
    database: str = ""
    application: str = ""
    options: dict[str, str] = field(default_factory=lambda: dict(_DEFAULTS))
    resets: int = 0

    def log_in(self, user: str, database: str, application: str) -> None:
        self.user, self.database, self.application = user, database, application

    def reset(self) -> None:
        """sp_reset_connection."""
        self.resets += 1
        self.options = dict(_DEFAULTS)

    def take_over(self, text: str) -> bool:
        """Whether the batch was one of SET alone, which then holds."""
        found = _SET.findall(text)
        if not found or _SET.sub("", text).strip(" ;\n"):
            return False
        self.options.update({name.upper(): value.upper() for name, value in found})
        return True
