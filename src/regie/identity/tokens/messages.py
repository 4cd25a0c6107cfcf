"""What people read of tokens."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

MESSAGES: Final[Messages] = {
    "identity.token_not_found": {
        "fr": "Ce jeton n’existe pas.",
        "en": "There is no such token.",
    },
    "identity.token_limit": {
        "fr": "{most} jetons sont déjà actifs. Révoquez-en un avant d’en créer un autre.",
        "en": "{most} tokens are active already. Revoke one before you make another.",
    },
    "identity.token_required": {
        "fr": "Présentez un jeton personnel ou de service.",
        "en": "Present a personal or a service token.",
    },
    "identity.audience_unknown": {
        "fr": "Ce service n’est pas déclaré. L’administrateur doit l’ajouter à "
        "REGIE_IDENTITY_AUDIENCES.",
        "en": "That service is not declared. The administrator has to add it to "
        "REGIE_IDENTITY_AUDIENCES.",
    },
    "identity.refresh_refused": {
        "fr": "Ce jeton de renouvellement n’est pas valable. Échangez de nouveau le jeton "
        "d’origine.",
        "en": "This refresh token is not valid. Exchange the original token again.",
    },
    "identity.refreshed_just_now": {
        "fr": "Une autre demande vient d’utiliser ce jeton de renouvellement : sa réponse contient "
        "les nouveaux jetons.",
        "en": "Another request has just used this refresh token: its answer has the new ones.",
    },
    "field.token_permission": {
        "fr": "Vous ne pouvez pas donner ce droit à un jeton.",
        "en": "You cannot give a token this permission.",
    },
    "field.token_place": {
        "fr": "Ce lieu n’existe pas.",
        "en": "There is no such place.",
    },
}
