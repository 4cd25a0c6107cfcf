"""Whatever is typed is answered, in time that grows as the text does."""

from __future__ import annotations

import sys
from datetime import date
from types import FrameType
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from regie.apps.orders.understanding import Intent

from .asking import ask

PIECES = "quand commande l' d' le la 12 / - octobre hier CL 0 1 l O je suis Mina de ? . « » where"
WORDS = st.sampled_from((*PIECES.split(), "\n"))


@pytest.fixture(autouse=True, scope="module")
def _lexicon_read() -> None:
    ask("bonjoru")


@given(st.text(max_size=300) | st.lists(WORDS, max_size=60).map(" ".join))
@example("l'" * 1000)
@example("\ud7ff\u0000|@#=")
@example("29/02/0000 31/11 le 99 il y a 999 ans depuis 999 jours")
def test_any_text_has_an_answer(text: str) -> None:
    assert ask(text).intent in Intent


@given(st.text(max_size=100), st.dates(min_value=date(2001, 1, 1), max_value=date(2099, 12, 31)))
def test_the_same_question_has_the_same_answer(text: str, today: date) -> None:
    assert ask(text, today) == ask(text, today)


@given(st.dates(min_value=date(2001, 1, 1), max_value=date(2099, 12, 31)))
def test_a_period_never_ends_before_it_begins(today: date) -> None:
    period = ask("entre le 3 et le 12 septembre ou depuis la fin du mois dernier", today).period
    assert period
    assert period.first <= period.last


@pytest.mark.parametrize(
    "piece", ["quand ", "hier ", "le ", "l'", "1 ", "cl ", "Mina ", "azertyx ", "? ", "du 3 au "]
)
def test_the_work_grows_as_the_text_does(piece: str) -> None:
    ask(piece * 2000)  # the words are known from here on
    short, long = _calls(piece * 500), _calls(piece * 2000)
    assert long < 6 * short


def _calls(text: str) -> int:
    """Of functions, ours and the interpreter's."""
    count = 0

    def called(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        ask(text)
    finally:
        sys.setprofile(before)
    return count
