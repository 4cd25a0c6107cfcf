"""What people read when somebody else's server fails."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

HTTP_MESSAGES: Final[Messages] = {
    "remote.failed": {
        "fr": "Un service extérieur n’a pas donné de réponse utilisable.",
        "en": "An outside service gave no usable answer.",
    },
    "remote.unavailable": {
        "fr": "Un service extérieur ne répond pas pour le moment. Réessayez dans un instant.",
        "en": "An outside service does not answer at the moment. Try again shortly.",
    },
    "remote.busy": {
        "fr": "Trop d’appels vers l’extérieur à la fois. Réessayez dans un instant.",
        "en": "Too many outside calls at once. Try again shortly.",
    },
    "remote.timeout": {
        "fr": "Un service extérieur a mis trop de temps à répondre. Réessayez dans un instant.",
        "en": "An outside service took too long to answer. Try again shortly.",
    },
    "remote.bad_answer": {
        "fr": "La réponse d’un service extérieur est illisible.",
        "en": "The answer of an outside service cannot be read.",
    },
    "remote.too_large": {
        "fr": "La réponse d’un service extérieur dépasse la taille permise.",
        "en": "The answer of an outside service is larger than allowed.",
    },
    "remote.address_refused": {
        "fr": "Cette adresse n’est pas acceptée : elle doit désigner un serveur public, "
        "sur un port habituel.",
        "en": "This address is not accepted: it must name a public server on a usual port.",
    },
}
