"""Origins as browsers write them, and colours that can be read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from regie.apps.orders.widgets.colours import DARK, ENOUGH, LIGHT, contrast, legible
from regie.apps.orders.widgets.domain import (
    KEY_PATTERN,
    ORIGIN_PATTERN,
    check_origin,
    new_key,
)

colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        ("https://www.exemple.fr", "https://www.exemple.fr"),
        ("https://www.exemple.fr/", "https://www.exemple.fr"),
        ("HTTPS://WWW.Exemple.FR:443", "https://www.exemple.fr"),
        ("https://boutique.exemple.fr:8443", "https://boutique.exemple.fr:8443"),
        ("https://café.exemple.fr", "https://xn--caf-dma.exemple.fr"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_an_origin_is_kept_as_browsers_write_it(written: str, origin: str) -> None:
    assert check_origin(written) == origin


@pytest.mark.parametrize(
    "written",
    [
        "http://www.exemple.fr",
        "http://192.168.1.10",
        "https://www.exemple.fr/boutique",
        "https://www.exemple.fr/?a=b",
        "https://www.exemple.fr#a",
        "https://*.exemple.fr",
        "https://somebody@www.exemple.fr",
        "www.exemple.fr",
        "null",
        "*",
        "",
    ],
)
def test_what_is_no_origin_or_not_safe_on_the_way_is_refused(written: str) -> None:
    with pytest.raises(PydanticCustomError):
        check_origin(written)


@given(colour=colours, ground=st.sampled_from([LIGHT, DARK]))
def test_any_colour_has_a_shade_that_can_be_read(colour: str, ground: str) -> None:
    assert contrast(legible(colour, ground), ground) >= ENOUGH


@pytest.mark.parametrize(("colour", "ground"), [("#0f766e", LIGHT), ("#f2c14e", DARK)])
def test_a_colour_that_reads_well_stays_as_it_is(colour: str, ground: str) -> None:
    assert legible(colour, ground) == colour


def test_a_new_key_has_the_form_of_keys() -> None:
    assert re.fullmatch(KEY_PATTERN, new_key())


@given(written=st.from_regex(ORIGIN_PATTERN, fullmatch=True, alphabet=st.characters(codec="ascii")))
def test_what_the_document_says_of_an_origin_is_taken(written: str) -> None:
    assert check_origin(written) == written.removesuffix(":443" if written[4] == "s" else ":80")
