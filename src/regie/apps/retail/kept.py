"""What the retail app keeps about people: those who work with it, and no customer."""

from __future__ import annotations

from typing import Final

from regie.core.retention import Kept
from regie.core.tabular import imports_of

KEPT: Final = (
    Kept(
        {
            "fr": "Les fichiers de ventes que vous avez importés : nom, date, lignes apportées",
            "en": "The files of sales that you imported: name, date, the lines they brought",
        },
        {"fr": "Savoir d’où vient chaque chiffre", "en": "To know where each figure comes from"},
        "imports",
    ),
)
PERSONAL_DATA: Final = (imports_of("retail"),)
