"""What people read when a secret cannot be read."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

VAULT_MESSAGES: Final[Messages] = {
    "vault.failed": {
        "fr": "Un secret enregistré est inutilisable. Prévenez l’administrateur.",
        "en": "A stored secret cannot be used. Tell your administrator.",
    },
    "vault.key_missing": {
        "fr": "La clé qui protège ce secret n’est pas là. L’administrateur doit remettre "
        "l’ancienne clé dans REGIE_OLD_SECRET_KEYS.",
        "en": "The key that protects this secret is not there. The administrator has to put the "
        "former key back into REGIE_OLD_SECRET_KEYS.",
    },
    "vault.seal_broken": {
        "fr": "Un secret enregistré a été modifié en dehors de Régie. Saisissez-le de nouveau.",
        "en": "A stored secret was changed from outside Régie. Enter it again.",
    },
}
