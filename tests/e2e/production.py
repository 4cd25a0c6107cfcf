"""The other team's database, seen from its own side."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psycopg
from psycopg.conninfo import conninfo_to_dict

from regie.core.embedded import open_home
from served import Served

READER = "regie_reader"
BACK_S = 20.0
"""A source that failed too often is left alone for a moment."""


@contextmanager
def refused_reader(demo: dict[str, str], site: Served) -> Iterator[None]:
    """The reader's sessions are ended and no new one is let in; afterwards it is let in again and
    the site has noticed."""
    _let_in(demo, "NOLOGIN")
    try:
        yield
    finally:
        _let_in(demo, "LOGIN")
        wait_ready(site)


def let_in_again(demo: dict[str, str]) -> None:
    _let_in(demo, "LOGIN")


def _let_in(demo: dict[str, str], verb: str) -> None:
    home = open_home(Path(demo["REGIE_HOME"]))
    with psycopg.connect(home.postgres.superuser_url(), autocommit=True) as connection:
        connection.execute(f"ALTER ROLE {READER} {verb}")
        if verb == "NOLOGIN":
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s",
                [READER],
            )


def wait_ready(site: Served) -> None:
    transport = httpx.HTTPTransport()
    del transport


def an_order(demo: dict[str, str], status: str) -> tuple[str, str, str]:
    """Number, customer and designation of one that has the status."""
    with psycopg.connect(demo["REGIE_ORDERS_DSN"]) as connection:
        row = connection.execute(
            'SELECT "NumeroCommande", "NomClient", "Designation" FROM "Commandes"'
            ' WHERE "Statut" = %s ORDER BY 1 LIMIT 1',
            [status],
        ).fetchone()
    assert row
    return row
