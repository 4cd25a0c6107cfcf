"""What is said about the widget and its keys."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

MESSAGES: Final[Messages] = {
    "orders.widget_not_found": {
        "fr": "Cette clé de widget n’existe pas, ou n’est plus active.",
        "en": "This widget key does not exist, or is not active any more.",
    },
    "orders.widget_origin_refused": {
        "fr": "Cette clé de widget n’est pas valable sur ce site : son administrateur doit ajouter "
        "l’adresse du site à celles de la clé.",
        "en": "This widget key is not valid on this site: its administrator has to add the site’s "
        "address to those of the key.",
    },
    "orders.widget_name_taken": {
        "fr": "Une clé porte déjà ce nom.",
        "en": "A key already has this name.",
    },
    "orders.too_many_widgets": {
        "fr": "Il y a déjà cent clés : désactivez-en et reprenez-en une.",
        "en": "There are a hundred keys already: take one again that is not used any more.",
    },
    "field.widget_source": {
        "fr": "La source « {source} » n’existe pas, ou n’existe plus.",
        "en": "There is no source “{source}”, or there is none any more.",
    },
    "field.origin_path": {
        "fr": "L’adresse d’un site s’écrit sans chemin : https://www.exemple.fr",
        "en": "A site’s address is written without a path: https://www.example.com",
    },
    "field.origin_http": {
        "fr": "L’adresse doit commencer par https:// ; http:// n’est accepté que pour votre propre "
        "machine (localhost).",
        "en": "The address must begin with https://; http:// is for your own machine only "
        "(localhost).",
    },
}
