"""What people read of the console's own errors."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

MESSAGES: Final[Messages] = {
    "console.events.topics_malformed": {
        "fr": "Les sujets doivent être une liste de 1 à 32 noms séparés par des virgules.",
        "en": "Topics must be a list of 1 to 32 names separated by commas.",
    },
}
