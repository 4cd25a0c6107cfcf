"""What the orders app tells by webhooks."""

from __future__ import annotations

from typing import Final

from regie.core.webhooks import EventData, WebhookEvent


class ConversationWaiting(EventData, frozen=True, kw_only=True):
    """A customer waits for a person. What was said is not in it: the desk shows that."""

    conversation: str
    reason: str
    """`asked` for a person, or wanted a change (`change_request`)."""


CONVERSATION_WAITING: Final = WebhookEvent(
    "conversation.waiting",
    {"fr": "Un client attend une personne", "en": "A customer waits for a person"},
    ConversationWaiting(conversation="5a0f6c1e-9c41-4d8e-9a54-0f8a3d2b7c11", reason="asked"),
)


class OrdersTrouble(EventData, frozen=True, kw_only=True):
    """Once an hour for as long as it lasts."""

    kind: str
    """`away`: the source does not answer; `slow`; `few_hits`: the cache answers little;
    `crowded`: the chat is nearly full."""
    source: str
    """Its name; empty when it is none of them."""
    figure: str
    """What was seen: a code, seconds, a share."""


ORDERS_TROUBLE: Final = WebhookEvent(
    "orders.trouble",
    {
        "fr": "La base des commandes ne répond pas ou est lente, le cache répond peu, ou le chat "
        "est presque plein",
        "en": "The order database is away or slow, the cache answers little, or the chat is nearly "
        "full",
    },
    OrdersTrouble(kind="slow", source="production", figure="1.8 s"),
)
EVENTS: Final = (CONVERSATION_WAITING, ORDERS_TROUBLE)
