"""What people read about webhooks: refusals, and how an attempt ended."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

WEBHOOKS_MESSAGES: Final[Messages] = {
    "webhooks.endpoint_not_found": {
        "fr": "Ce destinataire n’existe pas ou plus.",
        "en": "There is no such endpoint, or no longer.",
    },
    "webhooks.delivery_not_found": {
        "fr": "Cet envoi n’existe pas, ou son historique a été purgé.",
        "en": "There is no such delivery, or its history has been purged.",
    },
    "webhooks.endpoint_read_only": {
        "fr": "Ce destinataire est défini dans l’environnement (WEBHOOK_n_URL) : "
        "modifiez-le là, puis redémarrez Régie.",
        "en": "This endpoint is set in the environment (WEBHOOK_n_URL): change it there, then "
        "restart Régie.",
    },
    "webhooks.endpoint_off": {
        "fr": "Ce destinataire est désactivé. Réactivez-le d’abord.",
        "en": "This endpoint is disabled. Enable it first.",
    },
    "webhooks.endpoint_limit": {
        "fr": "Il y a déjà {most} destinataires. Supprimez-en un pour en ajouter.",
        "en": "There are {most} endpoints already. Delete one to add another.",
    },
    "webhooks.delivery_waits": {
        "fr": "Cet envoi est déjà en cours. Attendez sa prochaine tentative.",
        "en": "This delivery is under way already. Wait for its next attempt.",
    },
    "webhooks.address": {
        "fr": "Cette adresse n’est pas acceptée : elle doit désigner un serveur public, sur un "
        "port habituel. Un réseau interne doit figurer dans REGIE_WEBHOOK_ALLOW.",
        "en": "This address is not accepted: it must name a public server on a usual port. An "
        "internal network has to be in REGIE_WEBHOOK_ALLOW.",
    },
    "field.webhooks_address": {
        "fr": "Cette adresse ne désigne pas un serveur public sur un port habituel. Un réseau "
        "interne doit figurer dans REGIE_WEBHOOK_ALLOW.",
        "en": "This address names no public server on a usual port. An internal network has to be "
        "in REGIE_WEBHOOK_ALLOW.",
    },
    "field.webhooks_filter": {
        "fr": "Ce filtre ne correspond à aucun événement du catalogue.",
        "en": "This filter matches no event of the catalogue.",
    },
    "webhooks.status": {
        "fr": "Le destinataire a répondu {status}.",
        "en": "The receiver answered {status}.",
    },
    "webhooks.redirected": {
        "fr": "Le destinataire a renvoyé vers une autre adresse ({status}), ce qui n’est pas "
        "suivi : indiquez l’adresse finale.",
        "en": "The receiver pointed to another address ({status}), which is not followed: give "
        "the final one.",
    },
    "webhooks.gone": {
        "fr": "Le destinataire ne veut plus rien recevoir (410).",
        "en": "The receiver wants nothing any more (410).",
    },
    "webhooks.left_alone": {
        "fr": "Rien n’a été envoyé : ce serveur vient d’échouer plusieurs fois de suite.",
        "en": "Nothing was sent: this server has just failed several times in a row.",
    },
    "webhooks.interrupted": {
        "fr": "Régie s’est arrêtée pendant l’envoi ; le message est peut-être arrivé.",
        "en": "Régie stopped while sending; the message may have arrived.",
    },
    "webhooks.test_text": {
        "fr": "Ceci est un message d’essai de Régie.",
        "en": "This is a test message from Régie.",
    },
    "webhooks.exhausted": {
        "fr": "Toutes les tentatives ont échoué.",
        "en": "Every attempt has failed.",
    },
    "webhooks.endpoint_deleted": {
        "fr": "Le destinataire a été supprimé.",
        "en": "The endpoint was deleted.",
    },
    "webhooks.endpoint_disabled": {
        "fr": "Le destinataire était désactivé.",
        "en": "The endpoint was disabled.",
    },
}
