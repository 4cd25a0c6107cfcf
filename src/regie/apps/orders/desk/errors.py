"""What the desk refuses."""

from __future__ import annotations

from regie.core.errors import Conflict, NotFound


class TakenByAnother(Conflict):
    """Two wanted the same conversation, and the other was first."""

    code = "orders.taken_by_another"


class NotYours(Conflict):
    """Only who took a conversation answers in it, gives it back and closes it."""

    code = "orders.not_yours"


class TemplateUnknown(NotFound):
    """No sentence of that name, or no source of that name."""

    code = "orders.template_unknown"
