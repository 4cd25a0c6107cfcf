"""What people read when a lock stands in their way."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

LOCKS_MESSAGES: Final[Messages] = {
    "locks.busy": {
        "fr": "Cette opération est déjà en cours. Réessayez quand elle sera terminée.",
        "en": "This operation is already under way. Try again when it has ended.",
    },
    "locks.lost": {
        "fr": "L’opération a été interrompue, car une autre a pris sa place entre-temps. "
        "Rien de ce qu’elle écrivait n’a été gardé.",
        "en": "The operation was interrupted: another one has taken its place meanwhile. "
        "Nothing of what it was writing has been kept.",
    },
}
