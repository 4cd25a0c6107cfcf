"""What may be done in the retail app, and who may."""

from __future__ import annotations

from typing import Final

from regie.core.access import Permission

READ_RESULTS: Final = "retail.results.read"
MANAGE_CATALOGUE: Final = "retail.catalogue.manage"
MANAGE_TARGETS: Final = "retail.targets.manage"
READ_IMPORTS: Final = "retail.imports.read"
MANAGE_IMPORTS: Final = "retail.imports.manage"
USE_SCENARIOS: Final = "retail.scenarios.use"

_READERS: Final = frozenset({"administrator", "director", "manager", "analyst"})
_DECIDERS: Final = frozenset({"administrator", "director"})
_IMPORTERS: Final = frozenset({"administrator", "analyst"})

PERMISSIONS: Final[tuple[Permission, ...]] = (
    Permission(
        READ_RESULTS,
        {"fr": "Lire les résultats des magasins", "en": "Read the results of stores"},
        _READERS,
    ),
    Permission(
        MANAGE_CATALOGUE,
        {
            "fr": "Modifier les magasins, les catégories et les produits",
            "en": "Edit stores, categories and products",
        },
        _DECIDERS,
    ),
    Permission(
        MANAGE_TARGETS,
        {"fr": "Fixer les objectifs des magasins", "en": "Set the targets of stores"},
        _DECIDERS,
    ),
    Permission(
        READ_IMPORTS,
        {"fr": "Voir les imports de ventes", "en": "See imports of sales"},
        _IMPORTERS,
    ),
    Permission(
        MANAGE_IMPORTS,
        {"fr": "Importer des ventes", "en": "Import sales"},
        _IMPORTERS,
    ),
    Permission(
        USE_SCENARIOS,
        {"fr": "Simuler des scénarios de vente", "en": "Simulate sales scenarios"},
        _READERS,
    ),
)
