"""What people read when nothing was done about somebody."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

MESSAGES: Final[Messages] = {
    "identity.person_not_found": {
        "fr": "Cette personne n’existe pas.",
        "en": "There is no such person.",
    },
    "identity.email_taken": {
        "fr": "Cette adresse est déjà celle d’un compte.",
        "en": "There is an account with this address already.",
    },
    "identity.last_administrator": {
        "fr": "C’est le dernier administrateur : nommez-en d’abord un autre.",
        "en": "This is the last administrator: appoint another one first.",
    },
    "identity.own_rights": {
        "fr": "Personne n’étend ses propres droits : demandez à un autre administrateur.",
        "en": "Nobody extends their own rights: ask another administrator.",
    },
    "identity.place_unknown": {
        "fr": "Ce lieu n’existe pas ou ne dépend pas de vous.",
        "en": "This place does not exist or is not in your hands.",
    },
    "identity.status_forbids": {
        "fr": "L’état de ce compte ne le permet pas.",
        "en": "The state of this account does not allow it.",
    },
    "identity.first_run_over": {
        "fr": "Ce lien n’est plus valable. Tant qu’il n’y a personne, chaque démarrage de Régie "
        "en affiche un nouveau.",
        "en": "This link is no longer valid. As long as there is nobody, each start of Régie "
        "prints a new one.",
    },
}
