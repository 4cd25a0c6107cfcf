"""What is said of conversations that cannot go on."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

CONVERSATION_MESSAGES: Final[Messages] = {
    "orders.conversation_not_found": {
        "fr": "Cette conversation n’existe pas ou n’existe plus. Commencez-en une autre.",
        "en": "This conversation does not exist, or no longer does. Start another one.",
    },
    "orders.conversation_closed": {
        "fr": "Cette conversation est close. Commencez-en une autre.",
        "en": "This conversation is closed. Start another one.",
    },
    "orders.conversation_full": {
        "fr": "Cette conversation est devenue trop longue. Commencez-en une autre.",
        "en": "This conversation has become too long. Start another one.",
    },
    "orders.conversations_too_many": {
        "fr": "Trop de conversations ont été commencées depuis votre réseau. Réessayez dans "
        "{minutes}\u00a0min, ou écrivez-nous.",
        "en": "Too many conversations were started from your network. Try again in {minutes} min, "
        "or write to us.",
    },
    "orders.conversations_crowded": {
        "fr": "Beaucoup de monde nous écrit en ce moment. Réessayez dans {seconds}\u00a0s.",
        "en": "Many people are writing to us at the moment. Try again in {seconds} s.",
    },
    "orders.taken_by_another": {
        "fr": "Quelqu’un d’autre a déjà pris cette conversation.",
        "en": "Somebody else has taken this conversation already.",
    },
    "orders.not_yours": {
        "fr": "Cette conversation n’est pas la vôtre : prenez-la d’abord.",
        "en": "This conversation is not yours: take it first.",
    },
    "orders.template_unknown": {
        "fr": "Il n’existe pas de phrase de ce nom, ou pas de source de ce nom.",
        "en": "There is no sentence of that name, or no source of that name.",
    },
    "field.template_field": {
        "fr": "Rien ne remplit {{{field}}}. Champs possibles : {fields}.",
        "en": "Nothing fills in {{{field}}}. Possible fields: {fields}.",
    },
}
