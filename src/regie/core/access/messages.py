"""What people read who are not let through."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

ACCESS_MESSAGES: Final[Messages] = {
    "not_signed_in": {
        "fr": "Connectez-vous pour continuer.",
        "en": "Sign in to go on.",
    },
    "forbidden": {
        "fr": "Vos droits ne permettent pas cette action.",
        "en": "Your rights do not allow this.",
    },
    "session_required": {
        "fr": "Un jeton ne permet pas cette action. Connectez-vous.",
        "en": "A token cannot do this. Sign in.",
    },
    "step_up_required": {
        "fr": "Confirmez votre identité pour continuer.",
        "en": "Confirm that it is you to go on.",
    },
}
