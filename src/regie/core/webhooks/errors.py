"""What people cannot do with webhooks."""

from __future__ import annotations

from typing import Final

from regie.core.errors import Conflict, Invalid, NotFound

MOST_ENDPOINTS: Final = 100
"""Of one tenant."""


class EndpointNotFound(NotFound):
    code = "webhooks.endpoint_not_found"


class DeliveryNotFound(NotFound):
    """There never was one, or its day has been purged."""

    code = "webhooks.delivery_not_found"


class EndpointReadOnly(Conflict):
    """It is set in the environment; that is where it is changed."""

    code = "webhooks.endpoint_read_only"


class EndpointOff(Conflict):
    """It is disabled: nothing can be sent to it."""

    code = "webhooks.endpoint_off"


class EndpointLimit(Conflict):
    code = "webhooks.endpoint_limit"

    def __init__(self) -> None:
        super().__init__(most=MOST_ENDPOINTS)


class DeliveryWaits(Conflict):
    """It is on its way already."""

    code = "webhooks.delivery_waits"


class AddressNotAllowed(Invalid):
    """It leads inside, or to an unusual port."""

    code = "webhooks.address"
