"""A consolidation as a file, asked of the route: within reach, under codes that imports know."""

from __future__ import annotations

import csv
import io

from httpplay import signing_in
from peopleplay import Organisation
from regie.apps.retail.months import Period, first_of, shifted, written
from regie.apps.retail.service import Retail
from regie.bootstrap import Runtime
from regie.core.web import Edge
from retailplay import Network, made_up

EXPORT = "/api/v1/retail/consolidation/export"
CODE = "SELECT code FROM retail.store WHERE id = :store"


async def test_a_manager_exports_the_stores_within_reach_under_their_own_codes(
    house: Organisation, retail: Retail, app: tuple[Runtime, Edge]
) -> None:
    network = await made_up(house, 3, retail.figures.today())
    this_month = first_of(retail.figures.today())
    period = Period(shifted(this_month, -3), this_month)
    about = {"from": written(period.first), "to": written(period.last), "depth": "store"}
    async with signing_in(app[1], house) as sign_in:
        for place in network.places:
            manager = await sign_in("manager", name=f"Zoé {place}", place=place)
            answer = await manager.get(EXPORT, params=about)
            assert answer.status_code == 200
            assert _stores(answer.content) == await _sold(network, place, period)


def _stores(data: bytes) -> dict[str, float]:
    """Revenue in euros by code, of the rows that are stores."""
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")
    return {row[2]: float(row[4]) for row in rows if row[1:2] == ["store"]}


async def _sold(network: Network, place: int, period: Period) -> dict[str, float]:
    """Line by line."""
    return {
        await network.house.value(CODE, store=network.stores[store]): sum(
            line.excl for line in network.sold([store], period)
        )
        / 100
        for store in network.seen(network.actor(place))
    }
