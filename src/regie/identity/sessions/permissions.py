"""What may be done about the sessions of others."""

from __future__ import annotations

from typing import Final

from regie.core.access import Permission
from regie.identity.roles import ADMINISTRATORS

READ_SESSIONS: Final = "console.sessions.read"
MANAGE_SESSIONS: Final = "console.sessions.manage"

PERMISSIONS: Final = (
    Permission(
        READ_SESSIONS,
        {"fr": "Voir les sessions ouvertes", "en": "See open sessions"},
        ADMINISTRATORS,
    ),
    Permission(
        MANAGE_SESSIONS,
        {"fr": "Mettre fin à des sessions", "en": "End sessions"},
        ADMINISTRATORS,
    ),
)
