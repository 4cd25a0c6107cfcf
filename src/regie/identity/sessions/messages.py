"""What people read about sessions."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

MESSAGES: Final[Messages] = {
    "identity.session_not_found": {
        "fr": "Cette session n’existe pas ou est déjà terminée.",
        "en": "There is no such session, or it is over.",
    },
}
