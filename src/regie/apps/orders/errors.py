"""What this app answers when it cannot answer."""

from __future__ import annotations

from regie.core.errors import NotFound, Unavailable


class OrderNotFound(NotFound):
    """No such order, or not under that name: whoever asks cannot tell which."""

    code = "orders.not_found"


class SourceUnproven(Unavailable):
    """Nothing proves yet that our account can do no harm, so nothing is read with it."""

    code = "orders.unproven"


class SourceMissing(Unavailable):
    """No source is configured: REGIE_ORDERS_DSN is not set."""

    code = "orders.no_source"

    def __init__(self) -> None:
        super().__init__("REGIE_ORDERS_DSN is not set: name the database that holds the orders")
