"""What may be done with the tree of places."""

from __future__ import annotations

from typing import Final

from regie.core.access import Permission
from regie.identity.roles import ADMINISTRATORS

READ_PLACES: Final = "console.places.read"
MANAGE_PLACES: Final = "console.places.manage"

PERMISSIONS: Final = (
    Permission(
        READ_PLACES,
        {"fr": "Voir les lieux", "en": "See places"},
        frozenset({"administrator", "director", "manager"}),
    ),
    Permission(
        MANAGE_PLACES,
        {"fr": "Créer, déplacer et fermer des lieux", "en": "Add, move and close places"},
        ADMINISTRATORS,
    ),
)
