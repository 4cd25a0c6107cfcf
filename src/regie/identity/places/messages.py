"""What people read when the tree stays as it is."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

MESSAGES: Final[Messages] = {
    "identity.place_not_found": {
        "fr": "Ce lieu n’existe pas.",
        "en": "There is no such place.",
    },
    "identity.place_code_taken": {
        "fr": "Un autre lieu porte déjà ce code.",
        "en": "Another place has this code already.",
    },
    "identity.place_below_itself": {
        "fr": "Un lieu ne peut pas dépendre de lui-même.",
        "en": "A place cannot be moved below itself.",
    },
    "identity.place_closed": {
        "fr": "Le lieu au-dessus est fermé.",
        "en": "The place above is closed.",
    },
    "identity.place_open_below": {
        "fr": "Fermez d’abord les lieux qui en dépendent.",
        "en": "Close the places below it first.",
    },
}
