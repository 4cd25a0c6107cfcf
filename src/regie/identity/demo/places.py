"""A nation, three directions, their centres and stores."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from regie.identity.places.domain import Kind


class DemoPlace(NamedTuple):
    kind: Kind
    code: str
    name: str
    above: str | None


_DIRECTIONS: Final = {
    ("DIR-OUEST", "Direction Ouest"): {
        "centre": {"CTR-RENNES": "Centre de Rennes", "CTR-ANGERS": "Centre d’Angers"},
        "store": {
            "MAG-NANTES": "Nantes Commerce",
            "MAG-BREST": "Brest Siam",
            "MAG-VANNES": "Vannes Marle",
            "MAG-LEMANS": "Le Mans République",
        },
    },
    ("DIR-EST", "Direction Est"): {
        "centre": {"CTR-DIJON": "Centre de Dijon", "CTR-METZ": "Centre de Metz"},
        "store": {
            "MAG-STRASBG": "Strasbourg Kléber",
            "MAG-NANCY": "Nancy Saint-Sébastien",
            "MAG-BESANCON": "Besançon Granvelle",
            "MAG-REIMS": "Reims Érlon",
        },
    },
    ("DIR-SUD", "Direction Sud"): {
        "centre": {"CTR-NIMES": "Centre de Nîmes", "CTR-ALBI": "Centre d’Albi"},
        "store": {
            "MAG-TOULOUSE": "Toulouse Capitole",
            "MAG-AIX": "Aix Mirabeau",
            "MAG-BEZIERS": "Béziers Polygone",
            "MAG-PAU": "Pau Clemenceau",
        },
    },
}
NATION: Final = DemoPlace("nation", "FRANCE", "France", None)


def demo_places() -> Iterator[DemoPlace]:
    """Each behind the one above it."""
    yield NATION
    for (code, name), below in _DIRECTIONS.items():
        yield DemoPlace("direction", code, name, NATION.code)
        yield from (DemoPlace("centre", *each, code) for each in below["centre"].items())
        yield from (DemoPlace("store", *each, code) for each in below["store"].items())
