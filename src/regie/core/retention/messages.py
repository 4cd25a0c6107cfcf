"""What is said of purges to people."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

RETENTION_MESSAGES: Final[Messages] = {
    "retention.running": {
        "fr": "Une purge est déjà en cours. Réessayez lorsqu’elle sera terminée.",
        "en": "A purge is already under way. Try again when it has ended.",
    },
    "retention.unknown_class": {
        "fr": "Il n’existe pas de classe de conservation de ce nom.",
        "en": "There is no retention class of that name.",
    },
}
