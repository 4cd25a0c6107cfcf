"""What people read when a file is refused."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

FILES_MESSAGES: Final[Messages] = {
    "files.too_large": {
        "fr": "Ce fichier dépasse {limit_bytes} octets.",
        "en": "This file is larger than {limit_bytes} bytes.",
    },
    "files.quota": {
        "fr": "Il ne reste plus assez de place pour vos fichiers. Supprimez-en quelques-uns.",
        "en": "There is not enough room left for your files. Delete some of them.",
    },
    "files.type": {
        "fr": "Ce type de fichier n’est pas accepté, ou le contenu ne correspond pas au nom.",
        "en": "This type of file is not accepted, or the content does not match the name.",
    },
    "files.broken": {
        "fr": "Ce fichier est abîmé et ne peut pas être lu.",
        "en": "This file is damaged and cannot be read.",
    },
    "files.unpacks_too_large": {
        "fr": "Une fois décompressé, ce fichier dépasserait la taille permise.",
        "en": "Once unpacked, this file would be larger than allowed.",
    },
    "files.storage_full": {
        "fr": "Il n’y a plus de place sur le serveur. Prévenez l’administrateur.",
        "en": "There is no room left on the server. Tell your administrator.",
    },
    "files.missing": {
        "fr": "Ce fichier n’existe plus.",
        "en": "This file does not exist any more.",
    },
    "files.link_invalid": {
        "fr": "Ce lien n’est pas ou plus valable. Demandez-en un nouveau depuis la page.",
        "en": "This link is not valid, or no longer. Ask for a new one from the page.",
    },
    "title.507": {"fr": "Espace de stockage plein", "en": "Insufficient storage"},
}
