"""What people read of documents."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

MESSAGES: Final[Messages] = {
    "staff.document_not_found": {
        "fr": "Ce document n’existe pas.",
        "en": "There is no such document.",
    },
    "staff.document_there": {
        "fr": "Ce document est déjà dans le dossier.",
        "en": "This document is in the file already.",
    },
}
