"""Whoever lets one of our questions be, instead of answering it."""

from __future__ import annotations

from datetime import date

import pytest

from regie.apps.orders.answering.memory import Memory
from regie.apps.orders.answering.policy import AnswerPolicy
from regie.apps.orders.answering.steps import Step, decide
from regie.apps.orders.understanding import Intent, NumberFormat, understand

TODAY = date(2025, 10, 15)
NUMBER = "CL-401372-487531"
ASKED_NAME = Memory(numbers=(NUMBER,), intent="order_status", asked="name", misses=1)
ASKED_NUMBER = Memory(intent="order_status", asked="number")
ASKED_CODE = Memory(numbers=(NUMBER,), name="Rami", intent="order_content", asked="code")
ASKED_WHICH = Memory(name="Rami", intent="order_find", asked="choice", choices=(NUMBER,))
ASKED = pytest.mark.parametrize(
    "memory",
    [ASKED_NAME, ASKED_NUMBER, ASKED_CODE, ASKED_WHICH],
    ids=["name", "number", "code", "which"],
)


def answered(written: str, memory: Memory) -> Step:
    heard = understand(written, TODAY, (NumberFormat("CL-000000-000000"),))
    return decide(written, heard, memory, AnswerPolicy(), TODAY)


@ASKED
@pytest.mark.parametrize(
    "written",
    [
        "laissez tomber",
        "Laisse tomber…",
        "laisse tombé",
        "on laisse tomber",
        "Laissez tomber, merci.",
        "Bon, laissez tomber !",
        "non merci",
        "Non Merci",
        "Non, merci, c’est bon",
        "finalement non merci",
        "oubliez",
        "Oubliez ça",
        "oublie",
        "tant pis",
        "Tant pis, merci quand même",
        "peu importe",
        "C’est pas grave",
        "ce n'est pas la peine",
        "ne cherchez plus",
        "never mind",
        "Nevermind",
        "nvm",
        "Never mind, thanks",
        "forget it",
        "Forget it!",
        "no thanks",
        "No, thank you",
        "don’t bother",
    ],
)
def test_the_question_is_over(written: str, memory: Memory) -> None:
    step = answered(written, memory)
    assert (step.act, step.say, step.memory.asked) == ("say", "let_go", "")


@pytest.mark.parametrize(
    "written",
    [
        "annulez ma commande",
        "annulez",
        "laissez tomber ma commande",
        "laissez tomber, annulez tout",
        "cancel my order",
        "forget it, cancel my order",
    ],
)
def test_an_order_to_be_cancelled_is_for_a_person(written: str) -> None:
    assert answered(written, ASKED_NAME).act == "hand_over"


@pytest.mark.parametrize(
    "written", ["Rami", "Merci Beaucoup Rami", "Marie Tanpis", "oubliez, c'est Rami"]
)
def test_a_name_is_no_refusal(written: str) -> None:
    assert answered(written, ASKED_NAME).say != "let_go"


def test_what_was_missed_is_forgotten() -> None:
    memory = answered("tant pis", ASKED_NAME).memory
    assert (memory.misses, memory.intent) == (0, None)


def test_an_order_that_was_spoken_of_still_is() -> None:
    assert answered("tant pis", ASKED_NAME).memory.numbers == (NUMBER,)


def test_said_twice_it_is_answered_alike() -> None:
    once = answered("laissez tomber", ASKED_NAME)
    assert answered("Laissez tomber", once.memory).say == "let_go"


def test_it_counts_as_no_question_about_orders() -> None:
    assert answered("laissez tomber", ASKED_NAME).intent is Intent.THANKS


def test_where_nothing_was_asked_it_means_what_it_says() -> None:
    assert answered("laissez tomber", Memory()).act == "hand_over"
