"""What people read of links that were sent."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

MESSAGES: Final[Messages] = {
    "identity.link_over": {
        "fr": "Ce lien n’est plus valable : il a déjà servi, il a été remplacé par un plus récent, "
        "ou son délai est passé. Demandez-en un nouveau.",
        "en": "This link is no longer valid: it was used, replaced by a newer one, or is too old. "
        "Ask for a new one.",
    },
}
