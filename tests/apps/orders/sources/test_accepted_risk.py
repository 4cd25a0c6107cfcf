"""A source that is not proven is read in production only where somebody wrote down why."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from regie.apps.orders.doctor.completeness import mapping_findings
from regie.apps.orders.mapping import SourceMapping
from regie.apps.orders.proven import UnfitAccount
from regie.apps.orders.sources import OrderSource
from regie.apps.orders.sources.opening import order_source
from regie.core.settings import sized_for

REASON = "Compte partagé jusqu’en mars, accord de la DSI"


def unfit(folder: Path, **connection: str) -> SourceMapping:
    """It names a table that is not there."""
    file = folder / "orders.db"
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE autre (numero TEXT PRIMARY KEY)")
    database.close()
    return SourceMapping.model_validate(
        {
            "name": "atelier",
            "connection": {"dsn": f"sqlite:///{file}", **connection},
            "orders": {
                "table": "commandes",
                "number": "numero",
                "customer": "client",
                "status": "statut",
                "ordered_on": "le",
            },
        }
    )


def in_production(mapping: SourceMapping) -> OrderSource:
    zone, sized = ZoneInfo("Europe/Paris"), sized_for("small")
    return order_source(mapping, zone=zone, sized=sized, processes=1, strict=True)


async def test_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnfitAccount):
        await in_production(unfit(tmp_path)).guarded.open()


async def test_it_is_opened_where_the_risk_was_accepted_in_writing(tmp_path: Path) -> None:
    source = in_production(unfit(tmp_path, accepted_risk=REASON))
    await source.guarded.open()
    await source.guarded.close()


def test_a_word_is_no_reason(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 20 characters"):
        unfit(tmp_path, accepted_risk="oui")


def test_every_examination_says_so(tmp_path: Path) -> None:
    found = mapping_findings(unfit(tmp_path, accepted_risk=REASON))
    assert found[0].facts == {"reason": REASON}
