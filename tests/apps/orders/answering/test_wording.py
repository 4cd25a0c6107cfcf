"""Sentences: complete in every voice, typeset, and filled in without surprises."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.apps.orders.answering.sentences import SENTENCES
from regie.apps.orders.answering.spoken import (
    at_time,
    copies_counted,
    days_counted,
    in_a_sentence,
    listed,
    on_day,
    short_day,
)
from regie.apps.orders.answering.voice import Voice
from regie.apps.orders.answering.wording import Wording, check, filled
from regie.core.i18n import Language

TODAY = date(2025, 10, 27)
VOICES: tuple[Voice, ...] = ("vous", "tu", "en")


@pytest.mark.parametrize("name", SENTENCES)
def test_french_has_its_own_word_for_mail(name: str) -> None:
    sentence = SENTENCES[name]
    assert "mail" not in sentence.vous + sentence.tu


@pytest.mark.parametrize("name", SENTENCES)
@pytest.mark.parametrize("voice", VOICES)
def test_every_sentence_of_ours_has_its_fields_and_no_others(name: str, voice: Voice) -> None:
    checked = check(name, SENTENCES[name].of(voice))
    assert (checked.unknown, checked.missing) == ((), ())


@pytest.mark.parametrize("name", SENTENCES)
def test_nobody_is_addressed_in_two_ways(name: str) -> None:
    words = set(SENTENCES[name].of("tu").lower().replace("’", " ").split())
    assert words.isdisjoint({"vous", "votre", "vos", "veuillez"})


@pytest.mark.parametrize(
    ("text", "unknown", "missing"),
    [
        ("Commande {number} : {status}", (), ()),
        ("Commande {nom}", ("nom",), ("number", "status")),
        ("{number.__class__} {status}", ("number.__class__",), ("number",)),
        ("{number} {status} {", ("{}",), ()),
        ("{number} {status} {}", ("",), ()),
    ],
)
def test_a_text_is_checked(text: str, unknown: tuple[str, ...], missing: tuple[str, ...]) -> None:
    checked = check("other", text)
    assert (checked.unknown, checked.missing) == (unknown, missing)


@given(st.text(max_size=40), st.sampled_from(("fr", "en")))
def test_what_is_filled_in_is_never_read_as_a_template(value: str, language: Language) -> None:
    text = filled("<{number}>", {"number": f"x{value}x", "x": "never"}, language)
    assert text == "<" + f"x{value}x" + ">" or any(c.isspace() for c in value)


def test_french_has_its_spaces() -> None:
    assert Wording.ours("fr").say("queue_next") == "Votre conversation est la prochaine."
    assert "\u202f!" in Wording.ours("fr").say("greeting")


def test_an_empty_field_leaves_no_gap() -> None:
    assert Wording.ours("en").say("handed_over", queue="").endswith("right here.")


def test_ones_own_words_come_before_ours() -> None:
    own = Wording("fr", "vous", {"thanks": "À bientôt !"})
    assert own.say("thanks") == "À bientôt\u202f!"


@pytest.mark.parametrize("blank", ["", " ", "{queue}"])
def test_where_ones_own_words_come_to_nothing_ours_are_said(blank: str) -> None:
    own = Wording("fr", "vous", {"handed_over": blank})
    assert own.say("handed_over", queue="") == Wording.ours("fr").say("handed_over", queue="")


@pytest.mark.parametrize(
    ("day", "language", "said"),
    [
        (date(2025, 10, 28), "fr", "demain, mardi 28 octobre 2025"),
        (date(2025, 10, 27), "fr", "aujourd’hui, lundi 27 octobre 2025"),
        (date(2025, 10, 25), "fr", "avant-hier, samedi 25 octobre 2025"),
        (date(2025, 11, 1), "fr", "le samedi 1er novembre 2025"),
        (date(2025, 10, 26), "en", "yesterday, Sunday 26 October 2025"),
        (date(2025, 11, 3), "en", "on Monday 3 November 2025"),
    ],
)
def test_days_are_said_as_people_do(day: date, language: Language, said: str) -> None:
    assert on_day(day, TODAY, language).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("at", "language", "said"),
    [
        (datetime(2025, 10, 27, 14, 2, tzinfo=UTC), "fr", "14 h 02"),
        (datetime(2025, 10, 26, 9, 5, tzinfo=UTC), "fr", "hier, dimanche 26 octobre 2025 à 9 h 05"),
        (datetime(2025, 10, 27, 14, 2, tzinfo=UTC), "en", "14:02"),
    ],
)
def test_times_are_said_with_their_day_when_it_is_another(
    at: datetime, language: Language, said: str
) -> None:
    now = datetime(2025, 10, 27, 15, 0, tzinfo=UTC)
    assert at_time(at, now, language).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (short_day(date(2025, 10, 15), TODAY, "fr"), "15/10"),
        (short_day(date(2024, 10, 15), TODAY, "fr"), "15/10/2024"),
        (short_day(date(2025, 10, 15), TODAY, "en"), "15\u00a0Oct"),
        (days_counted(1, "fr"), "1\u00a0jour"),
        (days_counted(3, "en"), "3\u00a0days"),
        (copies_counted(2500, "fr"), "2\u202f500\u00a0exemplaires"),
        (copies_counted(1, "en"), "1\u00a0copy"),
        (listed(["a", "b", "c"], "fr"), "a, b et c"),
        (listed(["a"], "en"), "a"),
        (in_a_sentence("En production"), "en production"),
        (in_a_sentence("BAT reçu"), "BAT reçu"),
    ],
)
def test_counts_and_lists_are_written_out(said: str, expected: str) -> None:
    assert said == expected
