"""What people read when a limit refuses them."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

LIMITS_MESSAGES: Final[Messages] = {
    "limits.exceeded": {
        "fr": "Trop de demandes en peu de temps. Réessayez dans {seconds} s.",
        "en": "Too many requests in a short time. Try again in {seconds} s.",
    },
    "limits.too_costly": {
        "fr": "Cette demande dépasse à elle seule la limite permise. Demandez moins à la fois.",
        "en": "This request alone is above the limit. Ask for less at once.",
    },
}
