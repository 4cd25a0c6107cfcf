"""How providers are, told by the requests that asked them, for all processes."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from regie.core.db import Database
from regie.core.errors import RegieError
from regie.core.observe import get_logger
from regie.core.webhooks import Webhooks

from ..events import RATE_LIMIT, RateMet
from ..offers import Offers, Upstream
from . import repository
from .domain import cooldown_s

_log = get_logger(__name__)


class Conditions:
    """Nothing is written while all is well. While PostgreSQL is away nothing is asked either."""

    def __init__(self, database: Database, offers: Offers, webhooks: Webhooks):
        self._database = database
        self._offers = offers
        self._webhooks = webhooks

    async def failed(self, upstream: Upstream, why: str, retry_after_s: int | None = None) -> None:
        """`why` is a code. Who failed too often in a row is left alone by everybody."""
        begins = 0
        try:
            async with self._database.single() as connection:
                failures = await repository.note_failure(
                    connection, upstream.tenant, upstream.id, why
                )
                for_s = cooldown_s(failures or 0, retry_after_s)
                if for_s and await repository.cool_down(connection, upstream.id, for_s):
                    begins = for_s
        except (RegieError, DBAPIError) as error:
            _log.warning("provider_state_unwritten", reason=type(error).__name__)
            return
        await self._offers.changed(upstream.tenant)
        if begins:
            _log.warning("provider_cools_down", provider=upstream.id, why=why, for_s=begins)
        if begins and why == "status_429":
            data = RateMet(provider=upstream.name, retry_after_s=begins)
            self._webhooks.trigger_beside(RATE_LIMIT, data, tenant=upstream.tenant)

    async def answered(self, upstream: Upstream) -> None:
        """After failures only: its row is not touched by every request."""
        if not upstream.failures:
            return
        try:
            async with self._database.single() as connection:
                await repository.note_answer(connection, upstream.tenant, upstream.id)
        except (RegieError, DBAPIError) as error:
            _log.warning("provider_state_unwritten", reason=type(error).__name__)
            return
        await self._offers.changed(upstream.tenant)
