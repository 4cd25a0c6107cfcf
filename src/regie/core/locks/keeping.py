"""Prolongs a lease for as long as its holder works."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Final

from sqlalchemy.exc import DBAPIError

from regie.core.errors import RegieError
from regie.core.observe import get_logger

from .held import Held

_log = get_logger(__name__)

DATABASE_ERRORS: Final = (RegieError, DBAPIError)
RENEWALS_PER_LEASE: Final = 3
LATE_S: Final = 1.0
"""A process that was stopped or busy beyond its lease asks once whether somebody has wanted the
lock meanwhile; so long it waits for the answer."""


async def keep(held: Held, lease_s: float, until: float, lose: Callable[[], None]) -> None:
    """Until it is cancelled, or calls `lose` once: when the lock is somebody else's, or its lease
    is over by our own clock and nobody could be asked."""
    pause_s = lease_s / RENEWALS_PER_LEASE
    while True:
        await asyncio.sleep(pause_s)
        asked = monotonic()
        try:
            async with asyncio.timeout(max(until - asked, LATE_S)):
                ours = await held.leases.renew(held.name, held.token, lease_s)
        except (TimeoutError, *DATABASE_ERRORS) as error:
            if monotonic() < until:
                _log.warning("lock_renewal_delayed", lock=held.name, error=type(error).__name__)
                pause_s = lease_s / RENEWALS_PER_LEASE / 4
                continue
            ours = False
        if not ours:
            _log.warning("lock_lost", lock=held.name, token=held.token)
            return lose()
        until = asked + lease_s
        pause_s = lease_s / RENEWALS_PER_LEASE
