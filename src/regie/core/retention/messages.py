"""What is said of purges to people."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

RETENTION_MESSAGES: Final[Messages] = {
    "retention.unknown_class": {
        "fr": "Il n’existe pas de classe de conservation de ce nom.",
        "en": "There is no retention class of that name.",
    },
}
