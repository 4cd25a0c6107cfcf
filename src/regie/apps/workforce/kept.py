"""What the workforce app keeps about people: those who work with it, and nobody who is counted."""

from __future__ import annotations

from typing import Final

from regie.core.retention import Kept, personal_rows
from regie.core.tabular import imports_of

KEPT: Final = (
    Kept(
        {
            "fr": "Les simulations d’effectifs que vous avez lancées",
            "en": "The staffing simulations that you started",
        },
        {
            "fr": "Vous en montrer le résultat, à vous seul",
            "en": "To show you, and nobody else, what they came to",
        },
        "simulations",
    ),
    Kept(
        {
            "fr": "Votre numéro, auprès des temps de référence que vous avez modifiés",
            "en": "Your number, beside reference times that you changed",
        },
        {
            "fr": "Savoir d’où vient chaque temps",
            "en": "To know where each time comes from",
        },
        None,
    ),
    Kept(
        {
            "fr": "Les fichiers que vous avez importés : nom, date, lignes apportées",
            "en": "The files that you imported: name, date, the lines they brought",
        },
        {"fr": "Savoir d’où vient chaque chiffre", "en": "To know where each figure comes from"},
        "imports",
    ),
)
PERSONAL_DATA: Final = (
    imports_of("workforce"),
    personal_rows(
        "workforce.simulations",
        """
        SELECT id, kind, place_id, CAST(request AS jsonb) AS request, created_at
        FROM workforce.simulation WHERE tenant = :tenant AND owner = :key
        """,
    ),
    personal_rows(
        "workforce.unit_times",
        """
        SELECT row_number() OVER (ORDER BY task_id, number) AS id, task_id, number, minutes,
            method, source, measured_on, recorded_at
        FROM workforce.unit_time WHERE tenant = :tenant AND recorded_by = :key
        """,
    ),
)
