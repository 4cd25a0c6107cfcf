"""What is wrong, and what to do about it."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

MESSAGES: Final[Messages] = {
    "orders.alert.away.title": {
        "fr": "La base de commandes {source} ne répond pas",
        "en": "The order database {source} does not answer",
    },
    "orders.alert.away.advice": {
        "fr": "Les commandes déjà lues sont encore servies par le cache ; les autres clients sont "
        "priés de réessayer. Prévenez l’équipe de cette base ; la page des sources dit ce qui ne "
        "va pas.",
        "en": "Orders that were read before are still served from the cache; other customers are "
        "asked to try again. Tell the team that runs this database; the page of sources says what "
        "is wrong.",
    },
    "orders.alert.slow.title": {
        "fr": "La base de commandes {source} est lente",
        "en": "The order database {source} is slow",
    },
    "orders.alert.slow.advice": {
        "fr": "Une recherche par numéro devrait prendre quelques millisecondes. La page des "
        "sources dit si le numéro de commande est la première colonne d’un index.",
        "en": "A look-up by number should take some milliseconds. The page of sources says whether "
        "the order number is the first column of an index.",
    },
    "orders.alert.few_hits.title": {
        "fr": "Le cache des commandes répond peu",
        "en": "The cache of orders answers little",
    },
    "orders.alert.few_hits.advice": {
        "fr": "Peu de recherches d’aujourd’hui ont été servies par le cache : chacune des autres a "
        "interrogé la base d’une autre équipe. Voyez si le cache est joignable et assez grand.",
        "en": "Few of today’s look-ups were served from the cache: each of the others asked "
        "another team’s database. See whether the cache can be reached and is large enough.",
    },
    "orders.alert.crowded.title": {
        "fr": "Le chat est presque plein",
        "en": "The chat is nearly full",
    },
    "orders.alert.crowded.advice": {
        "fr": "Au plafond, qui commence une conversation est prié de revenir. S’il s’agit de vos "
        "clients, relevez REGIE_ORDERS_CONVERSATIONS_AT_ONCE ou …_AT_ONCE_PER_WIDGET ; sinon, "
        "fermez à l’entrée les adresses qui commencent beaucoup de conversations, ou désactivez la "
        "clé du widget le temps qu’il faut.",
        "en": "At the ceiling, whoever begins a conversation is asked to come again. If these are "
        "your customers, raise REGIE_ORDERS_CONVERSATIONS_AT_ONCE or …_AT_ONCE_PER_WIDGET; if not, "
        "shut out at the entrance the addresses that begin many conversations, or deactivate the "
        "widget’s key for as long as it takes.",
    },
}
