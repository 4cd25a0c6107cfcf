"""Who is in whose hands, and what raises rights."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.core.access import EVERYWHERE, Grant, Reach
from regie.identity.people.domain import email_key, lies_within, raises

WEST = Reach(frozenset({"1.2."}))

grants = st.builds(
    Grant,
    st.sampled_from(["administrator", "manager", "analyst"]),
    st.none() | st.sampled_from(["1.", "1.2.", "1.2.3.", "1.20.", "4."]),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mina.Rami@Example.fr", "mina.rami@example.fr"),
        ("élodie@exemple.fr", "E\u0301LODIE@exemple.fr"),
        (" claire@exemple.fr ", "claire@exemple.fr"),
        ("straße@exemple.fr", "STRASSE@exemple.fr"),
    ],
)
def test_addresses_that_people_take_for_one_have_one_key(one: str, other: str) -> None:
    assert email_key(one) == email_key(other)


@pytest.mark.parametrize(
    ("held", "within"),
    [
        ([Grant("manager", "1.2.")], True),
        ([Grant("manager", "1.2.3.")], True),
        ([Grant("manager", "1.20.")], False),
        ([Grant("manager", "1.2."), Grant("analyst")], False),
        ([Grant("manager", "1.2."), Grant("analyst", "4.")], False),
        ([], False),
    ],
)
def test_somebody_is_in_the_hands_of_who_reaches_every_role(
    held: list[Grant], within: bool
) -> None:
    assert lies_within(held, WEST) is within


@given(st.lists(grants))
def test_everybody_is_in_the_hands_of_who_reaches_everywhere(held: list[Grant]) -> None:
    assert lies_within(held, EVERYWHERE)


@given(st.lists(grants))
def test_keeping_and_dropping_roles_raises_nothing(held: list[Grant]) -> None:
    assert not any(raises(held, held[:n]) for n in range(len(held) + 1))


@given(st.lists(grants), st.lists(grants))
def test_what_raises_nothing_reaches_nothing_new(before: list[Grant], after: list[Grant]) -> None:
    def reaches(held: list[Grant], role: str, path: str) -> bool:
        return any(
            each.role == role and (each.path is None or path.startswith(each.path)) for each in held
        )

    gained = [
        (role, path)
        for role in ("administrator", "manager", "analyst")
        for path in ("1.", "1.2.", "1.2.3.", "1.20.", "4.", "5.")
        if reaches(after, role, path) and not reaches(before, role, path)
    ]
    assert raises(before, after) or gained == []
