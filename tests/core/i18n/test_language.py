"""A client is answered in the language that it likes best among ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.core.i18n import CORE_MESSAGES, LANGUAGES, Catalogue, french, negotiate


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "fr"),
        ("", "fr"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("fr-CA, en;q=0.8", "fr"),
        ("en;q=0.5, fr;q=0.8", "fr"),
        ("de, en;q=0.3", "en"),
        ("de", "fr"),
        ("de, *;q=0.5, en;q=0.4", "fr"),
        ("en;q=0", "fr"),
        ("en;q=lots", "fr"),
        ("en;q=7", "fr"),
        ("EN-us", "en"),
    ],
)
def test_the_best_liked_language_is_chosen(header: str | None, language: str) -> None:
    assert negotiate(header, "fr") == language


@given(st.text(max_size=400))
def test_any_header_gives_one_of_our_languages(header: str) -> None:
    assert negotiate(header, "en") in LANGUAGES


def test_two_parts_may_not_claim_one_code() -> None:
    with pytest.raises(ValueError, match="internal"):
        Catalogue.merged([CORE_MESSAGES, CORE_MESSAGES])


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("Où ? Ici !", "Où\u202f? Ici\u202f!"),
        ("« oui » ; non : peut-être", "«\u202foui\u202f»\u202f; non\u00a0: peut-être"),
        ("8 252 commandes", "8\u202f252 commandes"),
        ("à 14 h 02", "à 14 h 02"),
        ("rien à changer.", "rien à changer."),
    ],
)
def test_french_spaces_do_not_break(typed: str, set_: str) -> None:
    assert french(typed) == set_


def test_a_merged_catalogue_is_typeset() -> None:
    catalogue = Catalogue.merged([{"x": {"fr": "Quoi ?", "en": "What?"}}])
    assert catalogue.text("x", "fr", {}) == "Quoi\u202f?"
