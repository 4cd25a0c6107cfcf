"""What may be done in the workforce app, and who may."""

from __future__ import annotations

from typing import Final

from regie.core.access import Permission

READ_RESULTS: Final = "workforce.results.read"
MANAGE_REFERENCE: Final = "workforce.reference.manage"
MANAGE_IMPORTS: Final = "workforce.imports.manage"
RUN_SIMULATIONS: Final = "workforce.simulations.run"

_READERS: Final = frozenset({"administrator", "director", "manager", "analyst"})

PERMISSIONS: Final[tuple[Permission, ...]] = (
    Permission(
        READ_RESULTS,
        {"fr": "Lire les effectifs requis", "en": "Read required staffing"},
        _READERS,
    ),
    Permission(
        MANAGE_REFERENCE,
        {
            "fr": "Modifier les temps de référence et les règles de calcul",
            "en": "Change reference times and the rules of calculation",
        },
        frozenset({"administrator", "director"}),
    ),
    Permission(
        MANAGE_IMPORTS,
        {
            "fr": "Importer et corriger tâches, volumes et effectifs",
            "en": "Import and correct tasks, volumes and headcount",
        },
        frozenset({"administrator", "analyst"}),
    ),
    Permission(
        RUN_SIMULATIONS,
        {"fr": "Simuler les effectifs", "en": "Simulate staffing"},
        _READERS,
    ),
)
