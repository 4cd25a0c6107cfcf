"""Where requests reserve: what they meet when PostgreSQL keeps them waiting."""

from __future__ import annotations

import psycopg
import pytest

from gatewayplay import Tenant
from regie.apps.gateway.ledger.domain import Reserve
from regie.apps.gateway.ledger.till import Till, new_id
from regie.core.db import DatabaseUrl, DirectConnection
from regie.core.errors import Unavailable

LOCK = "SELECT FROM gateway.balance WHERE key_id = %s FOR UPDATE"


async def test_a_ledger_that_says_nothing_is_away(gateway_url: DatabaseUrl) -> None:
    key = Tenant.of(gateway_url).key()
    wanted = Reserve(
        tenant=key.tenant.name,
        key_id=key.id,
        id=new_id(),
        amount=1,
        model="simple",
        price_in=1,
        price_out=1,
        lasts_s=60.0,
    )
    till = Till(DirectConnection(gateway_url, "regie_test"), "Europe/Paris", lambda: None)
    with psycopg.connect(gateway_url.for_libpq()) as somebody:
        somebody.execute(LOCK, (key.id,))
        with pytest.raises(Unavailable, match="says nothing"):
            await till.reserve(wanted)
    await till.close()
