"""Several sources at once: which are asked, and what is answered when one of them fails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

import pytest

from regie.apps.orders.errors import OrderNotFound
from regie.apps.orders.mapping import SourceMapping
from regie.apps.orders.service import OrderService
from regie.core.sqlguard import MemorySource, SourceUnavailable

from ..conftest import in_memory, order_service

ROW = {
    "number": "CL-0001",
    "customer": "Mina RAMI",
    "customer_1": None,
    "customer_2": None,
    "customer_3": None,
    "email": "mina@example.org",
    "status": "10",
    "ordered_on": date(2026, 3, 2),
    "expected_on": None,
    "designation": "Affiche",
    "copies": 1,
    "step": None,
    "step_on": None,
}


def mapping(name: str, *formats: str, hides: bool = False) -> SourceMapping:
    return SourceMapping.model_validate(
        {
            "name": name,
            "orders": {
                "table": "T_CMD",
                "number": "N",
                "customer": "Nom",
                "status": "Etat",
                "ordered_on": "Le",
            },
            "numbers": {"formats": formats},
            "statuses": {"in_production": ["10"]},
            "answers": {"without_code": []} if hides else {},
        }
    )


class House:
    """Sources in memory, by name; each has the orders that it is given."""

    def __init__(self, **formats: str) -> None:
        self.asked: list[str] = []
        self.rows: dict[str, list[Mapping[str, Any]]] = {name: [] for name in formats}
        self.memories: dict[str, MemorySource] = {}
        sources = []
        for name, format_ in formats.items():
            source, self.memories[name] = in_memory(self._answer(name), mapping(name, format_))
            sources.append(source)
        self.service: OrderService = order_service(*sources)

    def _answer(self, name: str) -> Any:
        def answer(*_: object) -> Sequence[Mapping[str, Any]]:
            self.asked.append(name)
            return self.rows[name]

        return answer

    async def try_track(self, number: str, name: str = "rami") -> str | None:
        with suppress(OrderNotFound):
            return (await self.service.track(number, name)).source
        return None


@pytest.fixture
def apart() -> House:
    return House(production="CL-0000", atelier="PH-0000")


@pytest.fixture
def alike() -> House:
    return House(new="CL-0000", old="CL-0000")


@pytest.mark.parametrize(
    ("number", "asked"),
    [
        ("CL-0001", ["production"]),
        ("ph 0001", ["atelier"]),
        ("PH0001", ["atelier"]),
        ("12345", ["production", "atelier"]),
        ("n’importe quoi", ["production", "atelier"]),
    ],
)
async def test_a_numbers_format_decides_who_is_asked(
    apart: House, number: str, asked: list[str]
) -> None:
    await apart.try_track(number)
    assert sorted(apart.asked, reverse=True) == asked


@pytest.mark.parametrize("name", ["rami", "dupont"])
@pytest.mark.parametrize("has", [["new"], ["old"], ["new", "old"], []])
async def test_whoever_has_it_all_that_may_have_it_are_asked(
    alike: House, name: str, has: list[str]
) -> None:
    for source in has:
        alike.rows[source] = [ROW]
    await alike.try_track("CL-0001", name)
    assert sorted(alike.asked) == ["new", "old"]


async def test_of_two_that_open_the_first_source_answers(alike: House) -> None:
    alike.rows = {"new": [ROW], "old": [ROW]}
    assert await alike.try_track("CL-0001") == "new"


async def test_the_name_decides_where_two_sources_have_the_number(alike: House) -> None:
    alike.rows = {"new": [{**ROW, "customer": "Jean DUPONT"}], "old": [ROW]}
    assert await alike.try_track("CL-0001") == "old"


async def test_one_that_has_it_answers_though_another_is_away(alike: House) -> None:
    alike.rows["old"] = [ROW]
    alike.memories["new"].failure = SourceUnavailable
    assert await alike.try_track("CL-0001") == "old"


@pytest.mark.parametrize("rows", [[], [ROW]])
async def test_what_a_source_that_is_away_may_have_is_not_denied(
    alike: House, rows: list[Mapping[str, Any]]
) -> None:
    alike.rows["old"] = rows
    alike.memories["new"].failure = SourceUnavailable
    with pytest.raises(SourceUnavailable):
        await alike.service.track("CL-0001", "dupont")


async def test_a_look_up_needs_no_name(alike: House) -> None:
    alike.rows["old"] = [ROW]
    found = await alike.service.look_up("cl-0001")
    assert found is not None
    assert (found.source, found.order.email) == ("old", "mina@example.org")


async def test_a_look_up_in_one_source_finds_what_that_one_has(alike: House) -> None:
    alike.rows = {"new": [{**ROW, "customer": "Jean DUPONT"}], "old": [ROW]}
    found = await alike.service.look_up("CL-0001", "old")
    assert found is not None
    assert (found.source, found.order.customer) == ("old", "Mina RAMI")


@pytest.mark.parametrize("name", ["rami", "dupont"])
async def test_one_that_shows_nothing_without_a_code_is_asked_and_finds_nothing(name: str) -> None:
    asked: list[str] = []

    def answer(sql: str, *_: object) -> Sequence[Mapping[str, Any]]:
        asked.append(sql)
        return [ROW]

    hides, _ = in_memory(answer, mapping("hides", "CL-0000", hides=True))
    with pytest.raises(OrderNotFound):
        await order_service(hides).track("CL-0001", name)
    assert len(asked) == 1


async def test_its_owner_is_found_for_the_code() -> None:
    hides, _ = in_memory(lambda *_: [ROW], mapping("hides", "CL-0000", hides=True))
    found = await order_service(hides).track("CL-0001", "rami", hidden=True)
    assert found.order.email == "mina@example.org"


async def test_a_search_asks_every_source_and_gives_the_newest_first(apart: House) -> None:
    apart.rows["production"] = [ROW, {**ROW, "customer": "Jean DUPONT"}]
    apart.rows["atelier"] = [{**ROW, "number": "PH-0001", "ordered_on": date(2026, 3, 9)}]
    found = await apart.service.search("Mina RAMI", date(2026, 3, 1), date(2026, 3, 31))
    assert [each.order.number for each in found] == ["PH-0001", "CL-0001"]


async def test_a_search_never_gives_more_than_ten(apart: House) -> None:
    apart.rows["production"] = [{**ROW, "number": f"CL-{n:04}"} for n in range(40)]
    found = await apart.service.search("rami", date(2026, 3, 1), date(2026, 3, 31))
    assert len(found) == 10


async def test_what_a_source_gives_outside_the_period_is_left_out(apart: House) -> None:
    apart.rows["production"] = [ROW]
    assert not await apart.service.search("rami", date(2026, 3, 3), date(2026, 3, 31))
