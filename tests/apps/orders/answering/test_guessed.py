"""What the learned weights guess is no answer to a question of ours."""

from __future__ import annotations

from datetime import date

import pytest

from regie.apps.orders.answering.memory import Memory
from regie.apps.orders.answering.policy import AnswerPolicy
from regie.apps.orders.answering.steps import Step, decide
from regie.apps.orders.understanding import Intent, NumberFormat, understand

TODAY = date(2025, 10, 15)
NUMBER = "CL-401372-487531"
ASKED_NAME = Memory(numbers=(NUMBER,), intent="order_status", asked="name")
ASKED_NUMBER = Memory(intent="order_content", asked="number")
ASKED_CODE = Memory(numbers=(NUMBER,), name="Rami", intent="order_content", asked="code")
ASKED_WHICH = Memory(name="Rami", intent="order_find", asked="choice", choices=(NUMBER,))


def answered(written: str, memory: Memory) -> Step:
    heard = understand(written, TODAY, (NumberFormat("CL-000000-000000"),))
    return decide(written, heard, memory, AnswerPolicy(search="open"), TODAY)


@pytest.mark.parametrize(
    "memory",
    [ASKED_NAME, ASKED_NUMBER, ASKED_CODE, ASKED_WHICH],
    ids=["name", "number", "code", "which"],
)
@pytest.mark.parametrize(
    "written",
    [
        "c'est moi",
        "un instant s'il vous plaît",
        "je sais pas du tout",
        "the second one please",
        "je suis là",
        "hold on a minute please",
        "je ne m'en souviens plus",
        "école de la rue haute",
    ],
)
def test_nobody_is_called(written: str, memory: Memory) -> None:
    assert answered(written, memory).act != "hand_over"


@pytest.mark.parametrize(
    "written", [f"{NUMBER} si je ne me trompe pas", f"sur le mail il y a {NUMBER}"]
)
def test_a_number_is_what_was_asked_for(written: str) -> None:
    step = answered(written, ASKED_NUMBER)
    assert (step.intent, step.memory.numbers) == (Intent.ORDER_CONTENT, (NUMBER,))


def test_a_time_narrows_what_was_found() -> None:
    step = answered("il y a environ un mois", ASKED_WHICH)
    assert (step.act, step.period) == ("search", (date(2025, 9, 1), date(2025, 9, 30)))


def test_a_name_is_looked_for_whatever_else_is_said() -> None:
    assert answered("Mina Rami, trois semaines pour cent flyers", ASKED_NUMBER).name == "Mina Rami"


def test_a_wish_that_a_rule_knows_still_calls_a_person() -> None:
    assert answered("annulez ma commande", ASKED_NAME).act == "hand_over"
