"""What the orders app keeps about the people who answer customers.

Customers have no account: what they said goes with their conversation (`conversations/retention`).
"""

from __future__ import annotations

from typing import Final

from regie.core.retention import Kept, personal_rows

KEPT: Final = (
    Kept(
        {
            "fr": "Les conversations auxquelles vous avez répondu, et ce que vous y avez écrit",
            "en": "The conversations that you answered, and what you wrote in them",
        },
        {"fr": "Aider vos clients", "en": "To help your customers"},
        "conversations",
    ),
    Kept(
        {"fr": "Quelles requêtes vous avez écrites", "en": "Which queries you wrote"},
        {"fr": "Savoir qui en répond", "en": "To know who answers for them"},
        None,
    ),
)
PERSONAL_DATA: Final = (
    personal_rows(
        "orders.conversations_taken",
        """
        SELECT handover.id, conversation_id, asked_at, taken_at, ended_at, outcome
        FROM orders.handover JOIN orders.conversation ON conversation.id = conversation_id
        WHERE tenant = :tenant AND handover.agent_id = :person
        """,
    ),
    personal_rows(
        "orders.answers",
        """
        SELECT conversation.number * 10000 + message.seq AS id, conversation_id, message.seq,
            text, at
        FROM orders.message JOIN orders.conversation ON conversation.id = conversation_id
        WHERE tenant = :tenant AND message.agent_id = :person
        """,
    ),
    personal_rows(
        "orders.queries",
        """
        SELECT id, name, source, sql, created_at, changed_at FROM orders.saved_query
        WHERE tenant = :tenant AND :person IN (created_by, changed_by)
        """,
    ),
)
