"""What is said of keys to people."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

IDEMPOTENCY_MESSAGES: Final[Messages] = {
    "idempotency_key_malformed": {
        "fr": "L’en-tête Idempotency-Key doit compter de {shortest} à {longest} caractères ASCII "
        "visibles\u202f; un UUID convient.",
        "en": "The Idempotency-Key header must have {shortest} to {longest} visible ASCII "
        "characters; a UUID will do.",
    },
    "idempotency_key_reused": {
        "fr": "Cette clé d’idempotence a déjà servi pour une autre demande. "
        "Prenez une nouvelle clé.",
        "en": "This idempotency key was used for another request. Take a new key.",
    },
    "idempotency_in_progress": {
        "fr": "La première demande avec cette clé est encore en cours. Réessayez dans un instant.",
        "en": "The first request with this key is still in progress. Try again shortly.",
    },
    "idempotency_answer_not_kept": {
        "fr": "La demande a déjà été exécutée, une seule fois\u202f; sa réponse, trop longue, n’a "
        "pas été gardée.",
        "en": "The request has been carried out, once; its answer was too long to be kept.",
    },
}
