"""Roles with places become permissions with reaches."""

from __future__ import annotations

from regie.core.access import EVERYWHERE, MAIN_TENANT, Grant, Permission, Permissions, Reach
from regie.identity.sessions.rights import Rights

TITLE = {"fr": "Lire", "en": "Read"}
READ = Permission("shop.sales.read", TITLE, frozenset({"manager", "director"}))
CLEAR = Permission("shop.cache.clear", TITLE, frozenset({"manager"}), of_installation=True)
RIGHTS = Rights(Permissions([READ, CLEAR]))


def test_a_role_everywhere_reaches_everything() -> None:
    reaches = RIGHTS.reaches(MAIN_TENANT, (Grant("manager"),))
    assert reaches == {READ.name: EVERYWHERE, CLEAR.name: EVERYWHERE}


def test_a_role_for_places_reaches_those_and_never_the_installation() -> None:
    reaches = RIGHTS.reaches(MAIN_TENANT, (Grant("manager", "1."), Grant("director", "2.3.")))
    assert reaches == {READ.name: Reach(frozenset({"1.", "2.3."}))}


def test_everywhere_by_one_role_covers_the_places_of_another() -> None:
    reaches = RIGHTS.reaches(MAIN_TENANT, (Grant("manager", "1."), Grant("director")))
    assert reaches == {READ.name: EVERYWHERE}


def test_people_of_another_tenant_have_nothing_of_the_installation() -> None:
    assert RIGHTS.reaches("other", (Grant("manager"),)).keys() == {READ.name}


def test_a_role_that_nobody_names_may_nothing() -> None:
    assert RIGHTS.reaches(MAIN_TENANT, (Grant("employee"),)) == {}
