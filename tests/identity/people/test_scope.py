"""Nobody sees or changes who is not theirs: not in lists, counts, searches, filters or changes."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from peopleplay import Organisation
from regie.core.access import Actor, Forbidden
from regie.core.observe import count_statements
from regie.identity.people.domain import WantedRole
from regie.identity.people.errors import PersonNotFound, PlaceUnknown
from regie.identity.roles import ROLES


@dataclass(frozen=True)
class Staffed:
    house: Organisation
    west: int
    rennes: int
    east: int
    mina: int
    """Manager of Rennes."""
    otto: int
    """Manager of the East."""
    paul: int
    """Manager of the West, and an analyst everywhere."""
    zoe: int
    """Without a role."""

    async def names(self, acting: Actor, **asked: object) -> list[str]:
        found = await self.house.run(lambda c: self.house.services.people.list(c, acting, **asked))
        return [each.name for each in found]


@pytest.fixture
async def staffed(house: Organisation, other: Organisation) -> Staffed:
    west, east = await house.place("Ouest"), await house.place("Est")
    rennes = await house.place("Rennes", west)
    await other.person("Mina d’ailleurs", ("administrator", None))
    return Staffed(
        house,
        west,
        rennes,
        east,
        await house.person("Mina RAMI", ("manager", rennes)),
        await house.person("Otto WEBER", ("manager", east)),
        await house.person("Paul LÉVÊQUE", ("manager", west), ("analyst", None)),
        await house.person("Zoé CŒURET"),
    )


async def test_who_reaches_everywhere_sees_the_whole_tenant_and_no_other(staffed: Staffed) -> None:
    acting = await staffed.house.actor(("administrator", None))
    found = await staffed.names(acting)
    assert found == ["Mina RAMI", "Otto WEBER", "Paul LÉVÊQUE", "Zoé CŒURET"]


async def test_a_manager_sees_those_with_a_role_below_his_place(staffed: Staffed) -> None:
    acting = await staffed.house.actor(("manager", staffed.west))
    assert await staffed.names(acting) == ["Mina RAMI", "Paul LÉVÊQUE"]


@pytest.mark.parametrize("where", ["out of sight", "elsewhere", "nowhere"])
async def test_a_page_does_not_tell_where_somebody_unseen_would_stand(
    staffed: Staffed, other: Organisation, where: str
) -> None:
    acting = await staffed.house.actor(("manager", staffed.west))
    theirs = await other.person("Nadia")
    unseen = {"out of sight": staffed.otto, "elsewhere": theirs, "nowhere": 2**62}
    assert await staffed.names(acting, before=unseen[where]) == ["Mina RAMI", "Paul LÉVÊQUE"]


async def test_of_somebody_seen_only_roles_within_reach_are_told(staffed: Staffed) -> None:
    acting = await staffed.house.actor(("manager", staffed.west))
    found = await staffed.house.run(
        lambda c: staffed.house.services.people.find(c, acting, staffed.paul)
    )
    assert [(each.role, each.place) for each in found.roles] == [("manager", "Ouest")]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"role": "analyst"}, []),
        ({"role": "manager"}, ["Mina RAMI", "Paul LÉVÊQUE"]),
        ({"search": "otto"}, []),
        ({"search": "RAMI"}, ["Mina RAMI"]),
        ({"status": "erased"}, []),
    ],
)
async def test_no_filter_tells_of_what_is_out_of_reach(
    staffed: Staffed, asked: dict[str, str], names: list[str]
) -> None:
    acting = await staffed.house.actor(("manager", staffed.west))
    assert await staffed.names(acting, **asked) == names


async def test_a_place_out_of_reach_has_nobody(staffed: Staffed) -> None:
    acting = await staffed.house.actor(("manager", staffed.west))
    assert await staffed.names(acting, place=staffed.east) == []


async def test_a_place_stands_for_everything_below_it(staffed: Staffed) -> None:
    acting = await staffed.house.actor(("administrator", None))
    assert await staffed.names(acting, place=staffed.west) == ["Mina RAMI", "Paul LÉVÊQUE"]


async def test_another_tenants_place_has_nobody(staffed: Staffed, other: Organisation) -> None:
    theirs = await other.place("Ailleurs")
    await other.person("Inès", ("manager", theirs))
    acting = await staffed.house.actor(("administrator", None))
    assert await staffed.names(acting, place=theirs) == []


@pytest.mark.parametrize("search", ["leveque", "LÉVÊQUE paul", "paul.lév", "vequ"])
async def test_words_are_found_whatever_their_accents_and_capitals(
    staffed: Staffed, search: str
) -> None:
    acting = await staffed.house.actor(("administrator", None))
    assert await staffed.names(acting, search=search) == ["Paul LÉVÊQUE"]


async def test_oe_and_its_ligature_are_one(staffed: Staffed) -> None:
    acting = await staffed.house.actor(("administrator", None))
    assert await staffed.names(acting, search="coeuret") == ["Zoé CŒURET"]


@pytest.mark.parametrize("search", ["%", "_", "M_na", "\\"])
async def test_signs_of_patterns_are_looked_for_as_they_are(staffed: Staffed, search: str) -> None:
    acting = await staffed.house.actor(("administrator", None))
    assert await staffed.names(acting, search=search) == []


async def test_pages_follow_each_other(staffed: Staffed) -> None:
    acting = await staffed.house.actor(("administrator", None))
    first = await staffed.names(acting, limit=2)
    second = await staffed.names(acting, limit=2, before=staffed.otto)
    assert first + second == await staffed.names(acting)


async def test_a_page_is_one_statement(staffed: Staffed) -> None:
    acting = await staffed.house.actor(("administrator", None))
    with count_statements() as counted:
        await staffed.names(acting, search="a", place=staffed.west)
    assert counted.count == 1


@pytest.mark.parametrize(
    ("seen_from", "manager", "analyst"), [("everywhere", 3, 1), ("west", 2, 0)]
)
async def test_counts_by_role_are_those_within_reach(
    staffed: Staffed, seen_from: str, manager: int, analyst: int
) -> None:
    place = None if seen_from == "everywhere" else staffed.west
    acting = await staffed.house.actor(("director", place))
    counted = await staffed.house.run(lambda c: staffed.house.services.rights.roles(c, acting))
    counts = {each.role: each.people for each in counted}
    assert counts == dict.fromkeys(ROLES, 0) | {"manager": manager, "analyst": analyst}


ACTS = ("change", "set_roles", "disable", "enable", "erase", "invite", "reset", "sign_out")


async def act(house: Organisation, acting: Actor, name: str, person: int) -> None:
    more = {
        "change": {"name": "X", "language": None},
        "set_roles": {"roles": [WantedRole("agent")]},
    }
    method = getattr(house.services.people, name)
    await house.run(lambda c: method(c, acting, person, **more.get(name, {})))


@pytest.mark.parametrize("name", ACTS)
async def test_nobody_of_another_tenant_exists(
    staffed: Staffed, other: Organisation, name: str
) -> None:
    theirs = await other.person("Inès", ("agent", None))
    acting = await staffed.house.actor(("administrator", None))
    with pytest.raises(PersonNotFound):
        await act(staffed.house, acting, name, theirs)


@pytest.mark.parametrize("name", [each for each in ACTS if each != "set_roles"])
async def test_who_is_out_of_sight_does_not_exist(staffed: Staffed, name: str) -> None:
    acting = await staffed.house.actor(("administrator", staffed.west))
    with pytest.raises(PersonNotFound):
        await act(staffed.house, acting, name, staffed.otto)


@pytest.mark.parametrize("name", [each for each in ACTS if each != "set_roles"])
async def test_who_has_a_role_elsewhere_too_is_left_to_others(staffed: Staffed, name: str) -> None:
    acting = await staffed.house.actor(("administrator", staffed.west))
    with pytest.raises(Forbidden):
        await act(staffed.house, acting, name, staffed.paul)


@pytest.mark.parametrize("name", ACTS)
async def test_who_only_sees_people_changes_nobody(staffed: Staffed, name: str) -> None:
    acting = await staffed.house.actor(("director", None))
    with pytest.raises(Forbidden):
        await act(staffed.house, acting, name, staffed.mina)


@pytest.mark.parametrize("where", ["east", "everywhere", "unknown"])
async def test_an_administrator_of_a_place_gives_no_role_beyond_it(
    staffed: Staffed, where: str
) -> None:
    place = {"east": staffed.east, "everywhere": None, "unknown": 2**40}[where]
    acting = await staffed.house.actor(("administrator", staffed.west))
    with pytest.raises((Forbidden, PlaceUnknown)):
        await staffed.house.run(
            lambda c: staffed.house.services.people.set_roles(
                c, acting, staffed.mina, [WantedRole("agent", place)]
            )
        )


async def test_an_administrator_of_a_place_gives_roles_below_it(staffed: Staffed) -> None:
    acting = await staffed.house.actor(("administrator", staffed.west))
    wanted = [WantedRole("agent", staffed.rennes), WantedRole("administrator", staffed.west)]
    await staffed.house.run(
        lambda c: staffed.house.services.people.set_roles(c, acting, staffed.mina, wanted)
    )
    seen = await staffed.names(acting, role="administrator")
    assert seen == ["Mina RAMI"]


async def test_nobody_gives_a_role_for_another_tenants_place(
    staffed: Staffed, other: Organisation
) -> None:
    theirs = await other.place("Ailleurs")
    acting = await staffed.house.actor(("administrator", None))
    with pytest.raises(PlaceUnknown):
        await staffed.house.run(
            lambda c: staffed.house.services.people.set_roles(
                c, acting, staffed.mina, [WantedRole("agent", theirs)]
            )
        )


@pytest.mark.parametrize("roles", [[], [WantedRole("agent")]])
async def test_an_administrator_of_a_place_adds_nobody_without_one(
    staffed: Staffed, roles: list[WantedRole]
) -> None:
    acting = await staffed.house.actor(("administrator", staffed.west))
    with pytest.raises(Forbidden):
        await staffed.house.run(
            lambda c: staffed.house.services.people.add(
                c, acting, name="Ana", email="ana@exemple.fr", roles=roles
            )
        )
