"""What may be done in the gateway app, and who may."""

from __future__ import annotations

from typing import Final

from regie.core.access import Permission

USE_MODELS: Final = "gateway.models.use"
READ_USAGE: Final = "gateway.usage.read"
MANAGE_KEYS: Final = "gateway.keys.manage"
MANAGE_PROVIDERS: Final = "gateway.providers.manage"

PERMISSIONS: Final[tuple[Permission, ...]] = (
    Permission(
        USE_MODELS,
        {"fr": "Essayer les modèles", "en": "Try the models"},
        frozenset({"administrator", "analyst"}),
    ),
    Permission(
        READ_USAGE,
        {"fr": "Lire l’usage et les budgets", "en": "Read usage and budgets"},
        frozenset({"administrator", "director", "analyst"}),
    ),
    Permission(
        MANAGE_KEYS,
        {"fr": "Gérer les clés et leurs budgets", "en": "Manage keys and their budgets"},
        frozenset({"administrator"}),
        dangerous=True,
    ),
    Permission(
        MANAGE_PROVIDERS,
        {"fr": "Gérer les fournisseurs et les modèles", "en": "Manage providers and models"},
        frozenset({"administrator"}),
        dangerous=True,
    ),
)
