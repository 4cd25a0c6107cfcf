"""What this app says to people."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

from .alerts.messages import MESSAGES as ALERT_MESSAGES
from .conversations.messages import CONVERSATION_MESSAGES
from .doctor.messages import MESSAGES as DOCTOR_MESSAGES
from .saved_queries.messages import MESSAGES as QUERY_MESSAGES
from .widgets.messages import MESSAGES as WIDGET_MESSAGES

MESSAGES: Final[Messages] = {
    **ALERT_MESSAGES,
    **DOCTOR_MESSAGES,
    **CONVERSATION_MESSAGES,
    **WIDGET_MESSAGES,
    **QUERY_MESSAGES,
    "orders.not_found": {
        "fr": "Aucune commande ne correspond à ce numéro et à ce nom. Vérifiez-les sur votre "
        "confirmation de commande.",
        "en": "No order matches this number and this name. Check them on your order confirmation.",
    },
    "orders.unproven": {
        "fr": "Le suivi des commandes n’est pas encore ouvert : l’administrateur doit vérifier "
        "l’accès à la base de production.",
        "en": "Order tracking is not open yet: the administrator has to check the access to the "
        "production database.",
    },
    "orders.source_not_found": {
        "fr": "Aucune source ne porte ce nom.",
        "en": "No source has that name.",
    },
    "orders.source_unsigned": {
        "fr": "La signature de ce message n’est pas celle de la source.",
        "en": "This message is not signed by the source.",
    },
    "orders.no_source": {
        "fr": "Le suivi des commandes n’est relié à aucune base. Prévenez l’administrateur.",
        "en": "Order tracking is not connected to any database. Tell your administrator.",
    },
    "orders.status.in_production": {"fr": "En production", "en": "In production"},
    "orders.status.preparing_dispatch": {
        "fr": "En préparation expédition",
        "en": "Preparing for dispatch",
    },
    "orders.status.dispatched": {"fr": "Expédiée", "en": "Dispatched"},
    "orders.status.delivered": {"fr": "Livrée", "en": "Delivered"},
    "orders.status.cancelled": {"fr": "Annulée", "en": "Cancelled"},
    "orders.field.number": {"fr": "Commande", "en": "Order"},
    "orders.field.status": {"fr": "Statut", "en": "Status"},
    "orders.field.designation": {"fr": "Désignation", "en": "Designation"},
    "orders.field.ordered_on": {"fr": "Commandée le", "en": "Ordered on"},
    "orders.field.expected_on": {"fr": "Expédition prévue le", "en": "Dispatch expected on"},
    "orders.field.days_late": {"fr": "Jours de retard", "en": "Days late"},
}
