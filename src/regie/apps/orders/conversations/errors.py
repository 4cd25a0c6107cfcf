"""What a conversation answers when it cannot go on."""

from __future__ import annotations

from regie.core.errors import Conflict, NotFound
from regie.core.limits import RateLimited


class ConversationNotFound(NotFound):
    """No such conversation, or not with that token: nobody can tell which."""

    code = "orders.conversation_not_found"


class ConversationClosed(Conflict):
    """It is over: a new one can be begun."""

    code = "orders.conversation_closed"


class ConversationFull(Conflict):
    """It has as many messages as one may have: a new one can be begun."""

    code = "orders.conversation_full"


class TooManyConversations(RateLimited):
    """That many were begun from one address within a quarter of an hour, or within a day."""

    code = "orders.conversations_too_many"


class ConversationsCrowded(RateLimited):
    """That many are under way, in the shop or in the installation: nobody else's fault."""

    code = "orders.conversations_crowded"
