"""What the core says to people: a title and a sentence on what to do, per problem."""

from __future__ import annotations

from typing import Final

from .catalogue import Messages

CORE_MESSAGES: Final[Messages] = {
    "internal": {
        "fr": "Une erreur inattendue s’est produite. Réessayez ; si elle revient, "
        "communiquez l’identifiant de la demande à l’administrateur.",
        "en": "An unexpected error occurred. Try again; if it comes back, give the request id "
        "to your administrator.",
    },
    "malformed": {
        "fr": "La demande est illisible.",
        "en": "The request cannot be read.",
    },
    "not_found": {
        "fr": "Cette ressource n’existe pas.",
        "en": "There is no such resource.",
    },
    "conflict": {
        "fr": "L’état actuel ne permet pas cette opération.",
        "en": "The present state does not allow this.",
    },
    "too_large": {
        "fr": "Le contenu envoyé dépasse la taille permise.",
        "en": "What was sent is larger than allowed.",
    },
    "unsupported_media": {
        "fr": "Ce type de contenu n’est pas accepté ici.",
        "en": "This type of content is not accepted here.",
    },
    "invalid": {
        "fr": "Certaines valeurs ne conviennent pas.",
        "en": "Some values are not acceptable.",
    },
    "unavailable": {
        "fr": "Le service est momentanément indisponible. Réessayez dans un instant.",
        "en": "The service is unavailable for the moment. Try again shortly.",
    },
    "timeout": {
        "fr": "Le service n’a pas répondu à temps. Réessayez dans un instant.",
        "en": "The service did not answer in time. Try again shortly.",
    },
    "misconfigured": {
        "fr": "L’installation est mal réglée. Prévenez l’administrateur.",
        "en": "The installation is misconfigured. Tell your administrator.",
    },
}
