"""What people read when a source of another team fails, and the lines of a proof."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

MESSAGES: Final[Messages] = {
    "source.unavailable": {
        "fr": "La base consultée ne répond pas pour le moment. Réessayez dans un instant.",
        "en": "The database that is asked does not answer at the moment. Try again shortly.",
    },
    "source.busy": {
        "fr": "Trop de demandes à la fois. Réessayez dans un instant.",
        "en": "Too many requests at once. Try again shortly.",
    },
    "source.timeout": {
        "fr": "La base consultée a mis trop de temps à répondre. Réessayez dans un instant.",
        "en": "The database that is asked took too long to answer. Try again shortly.",
    },
    "source.refused": {
        "fr": "La base consultée refuse notre lecture. L’administrateur peut en voir la raison "
        "avec la commande doctor.",
        "en": "The database that is asked refuses to be read. The administrator can see why with "
        "the doctor command.",
    },
    "source.too_many_rows": {
        "fr": "La réponse de la base consultée dépasse la taille permise.",
        "en": "The answer of the database that is asked is larger than allowed.",
    },
}
