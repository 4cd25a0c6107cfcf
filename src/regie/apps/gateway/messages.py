"""What people read of the gateway app."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

MESSAGES: Final[Messages] = {
    "gateway.provider_not_found": {
        "fr": "Ce fournisseur n’existe pas ou plus.",
        "en": "There is no such provider, or no longer.",
    },
    "gateway.model_not_found": {
        "fr": "Ce modèle n’existe pas, ou cette clé ne l’ouvre pas.",
        "en": "There is no such model, or this key does not open it.",
    },
    "gateway.key_not_found": {
        "fr": "Cette clé n’existe pas ou plus.",
        "en": "There is no such key, or no longer.",
    },
    "gateway.name_taken": {
        "fr": "Ce nom est déjà pris. Choisissez-en un autre.",
        "en": "This name is taken. Choose another one.",
    },
    "gateway.in_use": {
        "fr": "Des modèles en dépendent encore. Changez-les d’abord.",
        "en": "Models still depend on it. Change them first.",
    },
    "gateway.too_many": {
        "fr": "Il y en a déjà beaucoup. Supprimez-en avant d’en ajouter.",
        "en": "There are many already. Remove some before adding more.",
    },
    "gateway.fallback_refused": {
        "fr": "Un modèle de secours est un autre modèle, qui n’a pas lui-même de secours.",
        "en": "A fallback is another model, and has no fallback of its own.",
    },
    "gateway.address_not_allowed": {
        "fr": "Cette adresse mène à un réseau interne qui n’est pas autorisé. L’exploitant peut "
        "l’ouvrir avec REGIE_GATEWAY_ALLOW.",
        "en": "This address leads into an internal network that is not allowed. The operator can "
        "open it with REGIE_GATEWAY_ALLOW.",
    },
    "gateway.provider_of_demo": {
        "fr": "Ce fournisseur fait partie de la démonstration : son adresse ne change pas.",
        "en": "This provider belongs to the demo: its address does not change.",
    },
    "gateway.key_refused": {
        "fr": "Cette clé n’est pas valable. Vérifiez-la, ou demandez-en une autre.",
        "en": "This key is not valid. Check it, or ask for another one.",
    },
    "gateway.asked_wrongly": {
        "fr": "Ce n’est pas une requête de conversation : il faut « model » et « messages ».",
        "en": "This is no chat completion request: it needs `model` and `messages`.",
    },
    "gateway.budget_exhausted": {
        "fr": "Le budget de cette clé ne suffit plus : cette requête peut coûter {needed_micros} "
        "millionièmes d’euro, il en reste {remaining_micros}.",
        "en": "The budget of this key does not suffice: this request may cost {needed_micros} "
        "millionths of a euro, {remaining_micros} are left.",
    },
    "gateway.budget_in_use": {
        "fr": "Le reste du budget est réservé par des requêtes en cours. Réessayez dans un "
        "instant.",
        "en": "What is left of the budget is reserved by requests under way. Try again in a "
        "moment.",
    },
    "gateway.too_many_at_once": {
        "fr": "Cette clé a trop de requêtes en cours. Attendez qu’une d’elles se termine.",
        "en": "This key has too many requests under way. Wait for one of them to end.",
    },
    "gateway.provider_busy": {
        "fr": "Le fournisseur demande d’attendre. Réessayez un peu plus tard.",
        "en": "The provider asks to wait. Try again a little later.",
    },
    "gateway.provider_failed": {
        "fr": "Le fournisseur n’a pas donné de réponse utilisable.",
        "en": "The provider gave no usable answer.",
    },
    "gateway.provider_slow": {
        "fr": "Le fournisseur n’a pas répondu à temps.",
        "en": "The provider did not answer in time.",
    },
    "gateway.provider_away": {
        "fr": "Le fournisseur n’est pas joignable pour le moment.",
        "en": "The provider cannot be reached at the moment.",
    },
    "gateway.broken_off": {
        "fr": "Le fournisseur s’est arrêté au milieu de sa réponse.",
        "en": "The provider stopped in the middle of its answer.",
    },
    "gateway.provider_refused": {
        "fr": "Le fournisseur a refusé cette requête.",
        "en": "The provider refused this request.",
    },
    "gateway.period_refused": {
        "fr": "La période finit avant de commencer, ou dépasse treize mois.",
        "en": "The period ends before it begins, or is longer than thirteen months.",
    },
    "gateway.why.day": {"fr": "Coût du {day}/{month}/{year}", "en": "Cost of {year}-{month}-{day}"},
    "gateway.why.day_formula": {
        "fr": "somme des modèles, à leurs prix du jour",
        "en": "sum of the models, at their prices of the day",
    },
    "gateway.why.model": {
        "fr": "{model}, {requests} requêtes",
        "en": "{model}, {requests} requests",
    },
    "gateway.why.model_formula": {
        "fr": "jetons lus × prix + jetons écrits × prix + arrondis + réservations perdues "
        "− ce qui n’a pas été facturé",
        "en": "tokens read × price + tokens written × price + rounding + lost reservations "
        "− what was written off",
    },
    "gateway.why.tokens_in": {"fr": "Jetons lus", "en": "Tokens read"},
    "gateway.why.tokens_out": {"fr": "Jetons écrits", "en": "Tokens written"},
    "gateway.why.cost_in": {"fr": "Lecture", "en": "Reading"},
    "gateway.why.cost_out": {"fr": "Écriture", "en": "Writing"},
    "gateway.why.price": {"fr": "Prix du million de jetons", "en": "Price of a million tokens"},
    "gateway.why.cost_formula": {
        "fr": "jetons × prix ÷ 1 000 000",
        "en": "tokens × price ÷ 1,000,000",
    },
    "gateway.why.counted": {
        "fr": "comptés par le fournisseur, sauf {estimates} requêtes estimées",
        "en": "counted by the provider, but for {estimates} requests that were estimated",
    },
    "gateway.why.price_source": {
        "fr": "prix du modèle au moment des requêtes",
        "en": "the model’s price at the time of the requests",
    },
    "gateway.why.rounding": {
        "fr": "Arrondis, au millionième supérieur par requête",
        "en": "Rounding, up to a millionth per request",
    },
    "gateway.why.expired": {
        "fr": "Réservations de requêtes interrompues ({expired})",
        "en": "Reservations of interrupted requests ({expired})",
    },
    "gateway.why.expired_source": {
        "fr": "personne ne sait ce qu’elles ont coûté : tout ce qui était réservé est compté",
        "en": "nobody knows what they cost: all that was reserved is counted",
    },
    "gateway.why.written_off": {
        "fr": "Au-delà de la réservation, non facturé",
        "en": "Above the reservation, not charged",
    },
}
