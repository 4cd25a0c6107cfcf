"""A new password is long enough and not what others try first."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.core.web import InvalidFields
from regie.identity.signin.common import common_passwords
from regie.identity.signin.new_password import check_new_password

EMAIL = "elodie.martin-duval@imprimerie-durand.fr"
NAME = "Élodie MARTIN-DUVAL"


def objection(password: str) -> str | None:
    try:
        check_new_password(password, email=EMAIL, name=NAME, pointer="/new")
    except InvalidFields as refused:
        (field,) = refused.fields
        assert field.pointer == "/new"
        return field.code
    return None


@pytest.mark.parametrize(
    "password",
    [
        "huit car",
        "correct horse battery staple",
        "ééééèèèè",
        "🦊🦊🦊🦊🐻🐻🐻🐻",
        "x7" * 512,
        "12345678 90 !",
        "la clé de la réserve est sous le pot d’Élodie",
    ],
)
def test_what_is_long_enough_and_nobody_guesses_is_taken(password: str) -> None:
    assert objection(password) is None


@pytest.mark.parametrize("password", ["", "sept ca", "e\u0301" * 7], ids=["none", "7", "7, not 14"])
def test_fewer_than_8_characters_are_too_few(password: str) -> None:
    assert objection(password) == "password_short"


@pytest.mark.parametrize("password", ["x7" * 513, "é" * 513, "x" * 10_000_000])
def test_more_than_1024_bytes_are_too_many(password: str) -> None:
    assert objection(password) == "password_long"


@pytest.mark.parametrize("password", ["password1", "PassWord1", "iloveyou", "zzzzzzzzzzzzzz"])
def test_what_leaks_show_to_be_common_is_refused(password: str) -> None:
    assert objection(password) == "password_common"


@pytest.mark.parametrize(
    "password",
    [
        EMAIL,
        EMAIL.upper(),
        "Elodie2026!",
        "MartinDuval",
        "élodiemartinduval",
        "Elodie-Elodie-Elodie",
        "duval.martin.elodie",
        "12345-duval-67890",
        "imprimerie-durand",
        "elodie.martin-duval",
    ],
)
def test_ones_own_name_or_address_is_refused(password: str) -> None:
    assert objection(password) == "password_yours"


def test_a_part_of_a_character_is_none() -> None:
    assert objection("abcdefgh\ud800") == "password_characters"


@given(st.text(max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_any_text_is_taken_or_refused(password: str, email: str, name: str) -> None:
    with suppress(InvalidFields):
        check_new_password(password, email=email, name=name)


def test_the_list_holds_more_than_the_3000_that_are_asked_for() -> None:
    assert len(common_passwords()) > 10_000
