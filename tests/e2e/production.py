"""The other team's database, seen from its own side."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Final, LiteralString, NamedTuple

import psycopg

from regie.core.embedded import open_home
from served import Served

READER: Final = "regie_reader"
BACK_S = 20.0
"""A source that failed too often is left alone for a moment."""


class Order(NamedTuple):
    number: str
    customer: str
    designation: str


def an_order(demo: dict[str, str], status: str) -> Order:
    """The first that has this status."""
    with psycopg.connect(demo["REGIE_ORDERS_DSN"]) as connection:
        row = connection.execute(
            'SELECT "NumeroCommande", "NomClient", "Designation" FROM "Commandes"'
            ' WHERE "Statut" = %s ORDER BY 1 LIMIT 1',
            [status],
        ).fetchone()
    assert row
    return Order(*row)


@contextmanager
def refusing(demo: dict[str, str], site: Served) -> Iterator[None]:
    """Ends the reader's sessions and lets no new one in. Afterwards it does again, and the site
    has noticed. (A refused password would be an error in the site's log, as it should: here the
    other team is only full.)"""
    _order(demo, f"ALTER ROLE {READER} CONNECTION LIMIT 0")
    _order(
        demo,
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{READER}'",
    )
    try:
        yield
    finally:
        _order(demo, f"ALTER ROLE {READER} CONNECTION LIMIT -1")
        _wait_until_ready(site)


def _order(demo: dict[str, str], statement: LiteralString) -> None:
    server = open_home(Path(demo["REGIE_HOME"])).postgres
    with psycopg.connect(server.superuser_url(), autocommit=True) as connection:
        connection.execute(statement)


def _wait_until_ready(site: Served) -> None:
    limit = monotonic() + BACK_S
    with site.client() as client:
        while client.get("/readyz").json()["status"] != "ready":
            assert monotonic() < limit, "the site did not come back to its source"
            sleep(0.1)
