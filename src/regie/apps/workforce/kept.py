"""What the workforce app keeps about people: those who work with it, and nobody who is counted."""

from __future__ import annotations

from typing import Final

from regie.core.retention import Kept

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
)
