"""Networks of stores to play with: made up by a seed, written down, and added up by hand.

What is added up here knows no roll-up, no delta and no SQL: a list of lines, and sums over it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from random import Random
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from peopleplay import Organisation
from regie.apps.retail.figures.compaction import compact
from regie.apps.retail.months import Period, first_of, shifted
from regie.core.access import Actor, Reach

PERMISSIONS = ("retail.results.read", "retail.scenarios.use")

_SALE = """
    INSERT INTO retail.sale (id, tenant, source, ref, store_id, sold_at, sold_on, import_id)
    OVERRIDING SYSTEM VALUE
    VALUES (:id, :tenant, 'caisse', :ref, :store, :sold_at, :sold_on, :import_id)
"""
_LINE = """
    INSERT INTO retail.sale_line (tenant, sale_id, line_no, product_id, category_id, quantity_e3,
        unit_price_e4, purchase_price_e4, excl_cents, incl_cents, cost_cents, content_hash,
        import_id)
    VALUES (:tenant, :sale, :line_no, :product, :category, :quantity, 0, 0, :excl, :incl, :cost, 0,
        :import_id)
"""
_DELTAS = (
    """
    INSERT INTO retail.figure_delta (tenant, month, store_id, category_id, excl_cents, incl_cents,
        cost_cents, quantity_e3, lines)
    SELECT l.tenant, date_trunc('month', sold_on), store_id, category_id, sum(excl_cents),
        sum(incl_cents), sum(cost_cents), sum(quantity_e3), count(*)
    FROM retail.sale JOIN retail.sale_line AS l ON l.sale_id = sale.id
    WHERE sale.tenant = :tenant AND sale.import_id = :import_id GROUP BY 1, 2, 3, 4
    """,
    """
    INSERT INTO retail.basket_delta (tenant, month, store_id, baskets)
    SELECT tenant, date_trunc('month', sold_on), store_id, count(*)
    FROM retail.sale WHERE tenant = :tenant AND import_id = :import_id GROUP BY 1, 2, 3
    """,
)


@dataclass(frozen=True)
class Line:
    store: int
    """Its place."""
    category: int
    sold_on: date
    sale: int
    excl: int
    incl: int
    cost: int
    quantity_e3: int


class Planned(NamedTuple):
    """Of a store and a month."""

    revenue: int
    margin: int | None = None
    baskets: int | None = None


@dataclass
class Network:
    """All that is sold in a tenant. `paths` are of places and of categories."""

    house: Organisation
    random: Random = field(default_factory=lambda: Random(1))
    places: dict[int, str] = field(default_factory=dict)
    stores: dict[int, int] = field(default_factory=dict)
    """The id of each store, by its place."""
    categories: dict[int, str] = field(default_factory=dict)
    leaves: list[int] = field(default_factory=list)
    products: dict[int, int] = field(default_factory=dict)
    """Of each leaf category, one."""
    lines: list[Line] = field(default_factory=list)
    targets: dict[tuple[int, date], Planned] = field(default_factory=dict)
    """By place and month."""
    imports: int = 0

    @property
    def tenant(self) -> str:
        return self.house.tenant

    def actor(self, *places: int) -> Actor:
        """Who reads below these; everywhere without any."""
        paths = frozenset(self.places[place] for place in places) if places else None
        reach = Reach(paths)
        return Actor(self.tenant, "person", 1, reaches=dict.fromkeys(PERMISSIONS, reach))

    def seen(self, actor: Actor, place: int | None = None) -> set[int]:
        """Places of the stores within reach, and below `place`."""
        reach = actor.reaches[PERMISSIONS[0]]
        within = "" if place is None else self.places[place]
        return {
            store
            for store in self.stores
            if reach.covers(self.places[store]) and self.places[store].startswith(within)
        }

    def sold(
        self, stores: Iterable[int], period: Period, category: int | None = None
    ) -> list[Line]:
        chosen, within = set(stores), "" if category is None else self.categories[category]
        return [
            line
            for line in self.lines
            if line.store in chosen
            and period.first <= first_of(line.sold_on) <= period.last
            and self.categories[line.category].startswith(within)
        ]

    def targets_of(
        self, measure: str, stores: Iterable[int], period: Period
    ) -> dict[tuple[int, date], int]:
        """The store-months that have a target of it, and their targets."""
        chosen = set(stores)
        return {
            (store, month): cents
            for (store, month), planned in self.targets.items()
            if store in chosen
            and period.first <= month <= period.last
            and (cents := getattr(planned, measure)) is not None
        }

    async def sell(self, lines: Sequence[Line]) -> None:
        """One import of whole sales; nothing of it is compacted yet."""
        self.imports += 1
        self.lines += lines
        await self.house.run(lambda connection: self._write(connection, lines))

    async def compact(self) -> int:
        return await self.house.run(lambda connection: compact(connection, self.tenant))

    async def set_target(
        self,
        place: int,
        month: date,
        revenue: int,
        *,
        margin: int | None = None,
        baskets: int | None = None,
    ) -> None:
        planned = self.targets[place, month] = Planned(revenue, margin, baskets)
        await self._execute(
            "INSERT INTO retail.target (tenant, store_id, month, revenue_cents, margin_cents,"
            " baskets) VALUES (:tenant, :store, :month, :revenue, :margin, :baskets)",
            store=self.stores[place],
            month=month,
            **planned._asdict(),
        )

    async def add_place(self, name: str, above: int | None, *, store: bool = False) -> int:
        kind = "store" if store else "region"
        place = await self.house.place(name, above, kind=kind, code=f"P-{name}")
        path = await self.house.path(place)
        assert path is not None
        self.places[place] = path
        if store:
            self.stores[place] = await self.house.value(
                "INSERT INTO retail.store (tenant, place_id, code, opened_on)"
                " VALUES (:tenant, :place, :code, '2020-01-01') RETURNING id",
                tenant=self.tenant,
                place=place,
                code=f"M-{name}",
            )
        return place

    async def add_category(self, name: str, above: int | None) -> int:
        path = "" if above is None else self.categories[above]
        made = await self.house.value(
            """
            WITH fresh AS (SELECT nextval(pg_get_serial_sequence('retail.category', 'id')) AS id)
            INSERT INTO retail.category (id, tenant, parent_id, path, code, name)
            SELECT id, :tenant, :above, CAST(:path AS text) || id || '.', :name, :name FROM fresh
            RETURNING id
            """,
            tenant=self.tenant,
            above=above,
            path=path,
            name=name,
        )
        self.categories[made] = f"{path}{made}."
        return made

    async def add_product(self, category: int) -> None:
        self.products[category] = await self.house.value(
            "INSERT INTO retail.product (tenant, sku, name, category_id)"
            " VALUES (:tenant, :sku, :sku, :category) RETURNING id",
            tenant=self.tenant,
            sku=f"S-{category}",
            category=category,
        )

    def line(self, sale: int, store: int, day: date) -> Line:
        """Of anything; some of it is brought back."""
        sign = self.random.choice((1, 1, 1, 1, -1))
        excl = self.random.randint(0, 50_000) * sign
        return Line(
            store,
            self.random.choice(self.leaves),
            day,
            sale,
            excl,
            excl + excl // 5,
            self.random.randint(0, 30_000) * sign,
            self.random.randint(1, 9) * 1000 * sign,
        )

    async def _write(self, connection: AsyncConnection, lines: Sequence[Line]) -> None:
        common = {"tenant": self.tenant, "import_id": self.imports}
        ids: dict[int, int] = {}
        for line in lines:
            if line.sale not in ids:
                row = await connection.execute(
                    text("SELECT nextval(pg_get_serial_sequence('retail.sale', 'id'))")
                )
                ids[line.sale] = row.scalar_one()
        sales = {line.sale: line for line in lines}
        await connection.execute(
            text(_SALE),
            [
                {
                    **common,
                    "id": ids[sale],
                    "ref": f"T{sale}",
                    "store": self.stores[line.store],
                    "sold_at": datetime.combine(line.sold_on, time(12), UTC),
                    "sold_on": line.sold_on,
                }
                for sale, line in sales.items()
            ],
        )
        await connection.execute(
            text(_LINE),
            [
                {
                    **common,
                    "sale": ids[line.sale],
                    "line_no": number,
                    "product": self.products[line.category],
                    "category": line.category,
                    "quantity": line.quantity_e3,
                    "excl": line.excl,
                    "incl": line.incl,
                    "cost": line.cost,
                }
                for number, line in enumerate(lines, start=1)
            ],
        )
        for statement in _DELTAS:
            await connection.execute(text(statement), common)

    async def _execute(self, sql: str, **values: object) -> None:
        async def work(connection: AsyncConnection) -> None:
            await connection.execute(text(sql), {"tenant": self.tenant, **values})

        await self.house.run(work)


async def made_up(house: Organisation, seed: int, today: date) -> Network:
    """Some regions, at different depths; 27 months; half of what was sold is compacted."""
    network = Network(house, Random(seed))
    random = network.random
    nation = await network.add_place("Nation", None)
    for direction in range(random.randint(1, 3)):
        above = await network.add_place(f"D{direction}", nation)
        if random.random() < 0.3:
            above = await network.add_place(f"D{direction}-R", above)
        for store in range(random.randint(1, 3)):
            await network.add_place(f"D{direction}-S{store}", above, store=True)
    if random.random() < 0.4:
        await network.add_place("Alone", None, store=True)
    for top in range(2):
        category = await network.add_category(f"C{top}", None)
        for leaf in range(random.randint(1, 2)):
            network.leaves.append(await network.add_category(f"C{top}-{leaf}", category))
    network.leaves.append(category)
    for leaf in network.leaves:
        await network.add_product(leaf)
    for number in range(4):
        if number == 2:
            await network.compact()
        await network.sell(_some_sales(network, today, 30))
    for place in network.stores:
        for back in range(0, 15, 2):
            if random.random() < 0.6:
                month = shifted(first_of(today), -back)
                revenue = random.randint(1, 100_000)
                await network.set_target(
                    place,
                    month,
                    revenue,
                    margin=random.choice((None, random.randint(1, revenue))),
                    baskets=random.choice((None, random.randint(1, 9))),
                )
    return network


def _some_sales(network: Network, today: date, count: int) -> list[Line]:
    random = network.random
    lines: list[Line] = []
    number = max((line.sale for line in network.lines), default=0)
    for _ in range(count):
        number += 1
        store = random.choice(list(network.stores))
        month = shifted(first_of(today), -random.randint(0, 26))
        day = month.replace(day=random.randint(1, 28))
        lines += [network.line(number, store, day) for _ in range(random.randint(1, 4))]
    return lines
