"""What people read of evaluations."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

MESSAGES: Final[Messages] = {
    "staff.evaluation_not_found": {
        "fr": "Cette évaluation n’existe pas.",
        "en": "There is no such evaluation.",
    },
    "staff.own_evaluation": {
        "fr": "Personne ne s’évalue soi-même.",
        "en": "Nobody evaluates themselves.",
    },
}
