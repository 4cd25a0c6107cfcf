"""What may be done about people, their rights and the rules for everybody."""

from __future__ import annotations

from typing import Final

from regie.core.access import Permission
from regie.identity.roles import ADMINISTRATORS

READ_PEOPLE: Final = "console.people.read"
MANAGE_PEOPLE: Final = "console.people.manage"
READ_SETTINGS: Final = "console.settings.read"
MANAGE_SETTINGS: Final = "console.settings.manage"

PERMISSIONS: Final = (
    Permission(
        READ_PEOPLE,
        {"fr": "Voir les personnes et leurs rôles", "en": "See people and their roles"},
        frozenset({"administrator", "director", "manager"}),
    ),
    Permission(
        MANAGE_PEOPLE,
        {
            "fr": "Inviter, modifier et désactiver des personnes, donner des rôles",
            "en": "Invite, change and disable people, give roles",
        },
        ADMINISTRATORS,
        dangerous=True,
    ),
    Permission(
        READ_SETTINGS,
        {"fr": "Voir les réglages", "en": "See the settings"},
        frozenset({"administrator", "director"}),
    ),
    Permission(
        MANAGE_SETTINGS,
        {"fr": "Modifier les réglages", "en": "Change the settings"},
        ADMINISTRATORS,
        dangerous=True,
    ),
)
