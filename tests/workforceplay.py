"""An organisation to size: directions, centres, posts, tasks, volumes, people present."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

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
        for code in POSTS:
            [(self.posts[code],)] = await self.run(
                "INSERT INTO workforce.post (tenant, code, name) VALUES (:tenant, :code, :name)"
                " RETURNING id",
                code=code,
                name=f"Poste {code}",
            )
        for code, (post, rhythm, *time) in TASKS.items():
            await self._add_task(code, post, rhythm, *time)
        for number, (code, place) in enumerate(self.centres.items(), start=1):
            await self._count(code, place, factor * number)

    @property
    def centres(self) -> dict[str, int]:
        return {code: place for code, place in self.places.items() if code.startswith("CTR")}

    async def _add_task(
        self,
        code: str,
        post: str,
        rhythm: str,
        minutes: float,
        complexity: float,
        productivity: float,
        method: str,
        sample: int | None,
    ) -> None:
        [(self.tasks[code],)] = await self.run(
            "INSERT INTO workforce.task (tenant, post_id, code, name, unit, rhythm)"
            " VALUES (:tenant, :post, :code, :name, 'objet', :rhythm) RETURNING id",
            post=self.posts[post],
            code=code,
            name=f"Tâche {code}",
            rhythm=rhythm,
        )
        await self.run(
            "INSERT INTO workforce.unit_time (tenant, task_id, number, minutes, complexity,"
            " productivity, method, source, author, sample, measured_on, valid_from, recorded_by)"
            " VALUES (:tenant, :task, 1, :minutes, :complexity, :productivity, :method,"
            " 'Campagne 2025', 'M. LE GOFF', :sample, '2025-03-14', '2025-04-01', 'system:0')",
            task=self.tasks[code],
            minutes=minutes,
            complexity=complexity,
            productivity=productivity,
            method=method,
            sample=sample,
        )

    async def _count(self, code: str, place: int, factor: float) -> None:
        for number, task in enumerate(self.tasks.values(), start=1):
            yearly = number == 4
            periods = (
                [date(2025, 1, 1), date(2026, 1, 1)]
                if yearly
                else [shifted(UNTIL, -step) for step in range(MONTHS)]
            )
            for step, period in enumerate(periods):
                await self.run(
                    "INSERT INTO workforce.volume (tenant, place_id, task_id, period, quantity)"
                    " VALUES (:tenant, :place, :task, :period, :quantity)",
                    place=place,
                    task=task,
                    period=period,
                    quantity=(52.0 if yearly else 40_000.0 / number) * factor * (1 + step / 50),
                )
        for number, post in enumerate(self.posts.values(), start=1):
            await self.run(
                "INSERT INTO workforce.headcount (tenant, place_id, post_id, present, as_of)"
                " VALUES (:tenant, :place, :post, :present, '2026-11-01')",
                place=place,
                post=post,
                present=8.0 * factor / number,
            )


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
