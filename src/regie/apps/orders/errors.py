"""What this app answers when it cannot answer."""

from __future__ import annotations

from regie.core.errors import NotFound, RegieError, Unavailable


class OrderNotFound(NotFound):
    """No such order, or not under that name: whoever asks cannot tell which."""

    code = "orders.not_found"


class SourceUnproven(Unavailable):
    """Nothing proves yet that our account can do no harm, so nothing is read with it."""

    code = "orders.unproven"


class SourceUnknown(NotFound):
    """No source has that name."""

    code = "orders.source_not_found"


class SourceUnsigned(RegieError):
    """Not signed by the source, or by one that we do not know: whoever sends it cannot tell."""

    status = 401
    code = "orders.source_unsigned"


class SourceMissing(Unavailable):
    """No source is configured: neither REGIE_ORDERS_DSN nor REGIE_ORDERS_SOURCES is set."""

    code = "orders.no_source"

    def __init__(self) -> None:
        super().__init__("REGIE_ORDERS_DSN is not set: name the database that holds the orders")
