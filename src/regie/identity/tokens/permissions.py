"""What may be done with the tokens of machines."""

from __future__ import annotations

from typing import Final

from regie.core.access import Permission
from regie.identity.roles import ADMINISTRATORS

TOKENS_READ: Final = Permission(
    "console.tokens.read",
    {"fr": "Voir les jetons de service", "en": "See service tokens"},
    ADMINISTRATORS,
)
TOKENS_MANAGE: Final = Permission(
    "console.tokens.manage",
    {"fr": "Gérer les jetons de service", "en": "Manage service tokens"},
    ADMINISTRATORS,
    dangerous=True,
)
PERMISSIONS: Final = (TOKENS_READ, TOKENS_MANAGE)
