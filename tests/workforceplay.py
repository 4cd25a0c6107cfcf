"""An organisation to size: directions, centres, posts, tasks, volumes, people present."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from peopleplay import Organisation
from regie.apps.workforce.results.window import shifted

UNTIL = date(2026, 11, 1)
MONTHS = 12
POSTS = ("TRI", "GUI")
TASKS = {
    # code: post, rhythm, minutes, complexity, productivity, method, sample
    "TRI-MANU": ("TRI", "month", 0.05, 0.1, 1.0, "chronometry", 400),
    "TRI-COLIS": ("TRI", "month", 0.6, 0.0, 1.25, "estimate", None),
    "GUI-RETRAIT": ("GUI", "month", 2.5, 0.2, 1.0, "agreement", None),
    "GUI-INVENT": ("GUI", "year", 480.0, 0.0, 1.0, "estimate", None),
}


@dataclass
class Sized:
    """Ids by code."""

    house: Organisation
    places: dict[str, int]
    posts: dict[str, int] = field(default_factory=dict)
    tasks: dict[str, int] = field(default_factory=dict)

    async def run(self, sql: str, **values: object) -> list[tuple]:
        async def work(connection: AsyncConnection) -> list[tuple]:
            found = await connection.execute(text(sql), {"tenant": self.house.tenant, **values})
            return [tuple(row) for row in found] if found.returns_rows else []

        return await self.house.run(work)

    async def fill(self, factor: float = 1.0) -> None:
        posts = {"code": [*POSTS], "name": [f"Poste {code}" for code in POSTS]}
        self.posts = dict(await self._insert("post", posts, returning="code, id"))
        tasks = {
            "post_id": [self.posts[post] for post, *_ in TASKS.values()],
            "code": [*TASKS],
            "name": [f"Tâche {code}" for code in TASKS],
            "unit": ["objet"] * len(TASKS),
            "rhythm": [rhythm for _, rhythm, *_ in TASKS.values()],
        }
        self.tasks = dict(await self._insert("task", tasks, returning="code, id"))
        times = [self._time(code) for code in TASKS]
        await self._insert("unit_time", _columns(times))
        centres = enumerate(self.centres.values(), start=1)
        sizes = {place: factor * number for number, place in centres}
        volumes = [each for place, size in sizes.items() for each in self._volumes(place, size)]
        await self._insert("volume", _columns(volumes))
        heads = [each for place, size in sizes.items() for each in self._heads(place, size)]
        await self._insert("headcount", _columns(heads))

    @property
    def centres(self) -> dict[str, int]:
        return {code: place for code, place in self.places.items() if code.startswith("CTR")}

    async def _insert(
        self, table: str, columns: dict[str, list[Any]], *, returning: str = "1"
    ) -> list[tuple]:
        types = {int: "bigint", float: "float8", str: "text", date: "date"}
        named = ", ".join(columns)
        given = ", ".join(
            f"CAST(:{name} AS {types[type(next(v for v in values if v is not None))]}[])"
            for name, values in columns.items()
        )
        return await self.run(
            f"INSERT INTO workforce.{table} (tenant, {named})"
            f" SELECT :tenant, * FROM unnest({given}) RETURNING {returning}",
            **columns,
        )

    def _time(self, code: str) -> dict[str, object]:
        _, _, minutes, complexity, productivity, method, sample = TASKS[code]
        return {
            "task_id": self.tasks[code],
            "number": 1,
            "minutes": minutes,
            "complexity": complexity,
            "productivity": productivity,
            "method": method,
            "source": "Campagne 2025",
            "author": "M. LE GOFF",
            "sample": sample,
            "measured_on": date(2025, 3, 14),
            "valid_from": date(2025, 4, 1),
            "recorded_by": "system:0",
        }

    def _volumes(self, place: int, size: float) -> Iterator[dict[str, object]]:
        for number, (code, task) in enumerate(self.tasks.items(), start=1):
            yearly = TASKS[code][1] == "year"
            periods = (
                [date(2025, 1, 1), date(2026, 1, 1)]
                if yearly
                else [shifted(UNTIL, -step) for step in range(MONTHS)]
            )
            for step, period in enumerate(periods):
                quantity = (52.0 if yearly else 40_000.0 / number) * size * (1 + step / 50)
                yield {"place_id": place, "task_id": task, "period": period, "quantity": quantity}

    def _heads(self, place: int, size: float) -> Iterator[dict[str, object]]:
        for number, post in enumerate(self.posts.values(), start=1):
            present, day = 8.0 * size / number, date(2026, 11, 1)
            yield {"place_id": place, "post_id": post, "present": present, "as_of": day}


def _columns(rows: list[dict[str, object]]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in rows[0]}


async def sized(house: Organisation, *, factor: float = 1.0) -> Sized:
    """France → Ouest (Rennes, Angers), Est (Dijon, Metz)."""
    nation = await house.place("FRANCE", kind="nation")
    west = await house.place("DIR-OUEST", nation, kind="direction")
    east = await house.place("DIR-EST", nation, kind="direction")
    places = {"FRANCE": nation, "DIR-OUEST": west, "DIR-EST": east}
    for code, above in (
        ("CTR-RENNES", west),
        ("CTR-ANGERS", west),
        ("CTR-DIJON", east),
        ("CTR-METZ", east),
    ):
        places[code] = await house.place(code, above, kind="centre")
    await house.place("MAG-NANTES", west, kind="store")
    made = Sized(house, places)
    await made.fill(factor)
    return made
