"""A hole made on purpose: a tool that does not find this one has shown nothing elsewhere.

It looks an order up as the app does (the number normalised, the name compared afterwards), under
the same account and in the same database, but writes what it is given into its SQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from attacks.loopback import Said, answering
from attacks.sources import Source
from regie.apps.orders.domain import normalise_number


@contextmanager
def planted(source: Source) -> Iterator[str]:
    """Its address, while the block lasts."""
    with answering(
        lambda asked: _answer(source, str(asked["number"]), str(asked["name"]))
    ) as address:
        yield address


def _answer(source: Source, number: str, name: str) -> Said:
    quote = "`" if source.engine == "mysql" else '"'
    statement = (
        "SELECT {q}NumeroCommande{q}, {q}NomClient{q}, {q}Statut{q} FROM {q}Commandes{q}"
        f" WHERE {{q}}NumeroCommande{{q}} = '{normalise_number(number)}'"
        f" AND {{q}}NomClient{{q}} = '{name}'"
    ).replace("{q}", quote)
    try:
        rows = source.query(statement)
    except Exception:  # noqa: BLE001 - a hole tells nothing of its errors, as most do not
        return 503, {"code": "source.refused"}
    if not rows:
        return 404, {"code": "orders.not_found"}
    return 200, {"number": rows[0][0], "status": rows[0][2]}
