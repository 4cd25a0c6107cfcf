"""The tree on a real PostgreSQL: whatever is added, moved and closed, paths match parents."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from peopleplay import Organisation
from regie.core.access import EVERYWHERE, Reach
from regie.identity.places.domain import PlaceChanges
from regie.identity.places.errors import MovedBelowItself, OpenBelow, PlaceClosed
from regie.identity.places.repository import list_places
from regie.identity.services import Services


@pytest.fixture
async def machine(services: Services) -> type[RuleBasedStateMachine]:
    loop = asyncio.get_running_loop()

    class Tree(RuleBasedStateMachine):
        """Runs in a thread of its own, beside the loop on which the database is opened."""

        def __init__(self) -> None:
            super().__init__()
            self.house = Organisation.new(services)
            self.parents: dict[int, int | None] = {}
            self.closed: set[int] = set()
            self.admin = self.wait(self.house.actor(("administrator", None)))

        def wait(self, work):
            return asyncio.run_coroutine_threadsafe(work, loop).result(30)

        def walk(self, place: int | None) -> list[int]:
            return [] if place is None else [*self.walk(self.parents[place]), place]

        def below(self, place: int) -> set[int]:
            return {each for each in self.parents if place in self.walk(each)}

        @rule(data=st.data())
        def add(self, data: st.DataObject) -> None:
            above = data.draw(st.sampled_from([None, *self.parents]))
            code = f"P{len(self.parents)}"

            async def work(connection):
                return await services.places.add(
                    connection, self.admin, parent_id=above, kind="site", code=code, name=code
                )

            if above in self.closed:
                with pytest.raises(PlaceClosed):
                    self.wait(self.house.run(work))
            else:
                self.parents[self.wait(self.house.run(work)).id] = above

        @precondition(lambda self: self.parents)
        @rule(data=st.data())
        def move(self, data: st.DataObject) -> None:
            place = data.draw(st.sampled_from([*self.parents]))
            above = data.draw(st.sampled_from([None, *self.parents]))
            change = self.change(place, PlaceChanges(moves=True, parent_id=above))
            if above == self.parents[place]:
                self.wait(change)
            elif above in self.closed:
                with pytest.raises(PlaceClosed):
                    self.wait(change)
            elif above in self.below(place):
                with pytest.raises(MovedBelowItself):
                    self.wait(change)
            else:
                self.wait(change)
                self.parents[place] = above

        @precondition(lambda self: self.parents)
        @rule(data=st.data())
        def close(self, data: st.DataObject) -> None:
            place = data.draw(st.sampled_from([*self.parents]))
            change = self.change(place, PlaceChanges(closed=True))
            if self.below(place) - {place} - self.closed and place not in self.closed:
                with pytest.raises(OpenBelow):
                    self.wait(change)
            else:
                self.wait(change)
                self.closed.add(place)

        def change(self, place: int, changes: PlaceChanges):
            return self.house.run(lambda c: services.places.change(c, self.admin, place, changes))

        def seen(self, reach: Reach):
            return self.wait(self.house.run(lambda c: list_places(c, self.house.tenant, reach)))

        @invariant()
        def paths_match_parents(self) -> None:
            paths = {each.id: each.path for each in self.seen(EVERYWHERE)}
            walked = {each: self.walk(each) for each in self.parents}
            assert paths == {each: "".join(f"{n}." for n in way) for each, way in walked.items()}

        @precondition(lambda self: self.parents)
        @rule(data=st.data())
        def reach_is_what_a_walk_finds(self, data: st.DataObject) -> None:
            roots = data.draw(st.sets(st.sampled_from([*self.parents]), min_size=1, max_size=3))
            paths = frozenset("".join(f"{n}." for n in self.walk(each)) for each in roots)
            walked = set().union(*map(self.below, roots))
            assert {each.id for each in self.seen(Reach(paths))} == walked

    Tree.TestCase.settings = settings(
        max_examples=15,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    return Tree


async def test_paths_match_parents_whatever_happens(machine: type[RuleBasedStateMachine]) -> None:
    await asyncio.to_thread(machine.TestCase("runTest").runTest)
