"""What is answered to « à quel nom ? »."""

from __future__ import annotations

from datetime import date

import pytest

from regie.apps.orders.answering.memory import Memory
from regie.apps.orders.answering.policy import AnswerPolicy
from regie.apps.orders.answering.steps import Step, decide
from regie.apps.orders.understanding import NumberFormat, understand

TODAY = date(2025, 10, 15)
NUMBER = "CL-401372-487531"
OF_A_NUMBER = Memory(numbers=(NUMBER,), intent="order_status", asked="name")
OF_A_SEARCH = Memory(intent="order_find", asked="name")


def answered(written: str, memory: Memory) -> Step:
    heard = understand(written, TODAY, (NumberFormat("CL-000000-000000"),))
    return decide(written, heard, memory, AnswerPolicy(), TODAY)


@pytest.mark.parametrize("memory", [OF_A_NUMBER, OF_A_SEARCH], ids=["number", "search"])
@pytest.mark.parametrize(
    "written",
    [
        "la deuxième",
        "La deuxième",
        "la première",
        "LA DEUXIÈME",
        "celle d'hier",
        "Celle d’hier",
        "celle de lundi",
        "je ne sais pas",
        "Je ne sais pas",
        "je sais plus",
        "jsp",
        "aucune idée",
        "pourquoi ?",
        "Pourquoi",
        "pk",
        "laissez tomber",
        "Laissez tomber.",
        "tant pis",
        "un humain svp",
        "oui",
        "Oui",
        "non",
        "ok",
        "le mien",
        "mon nom",
        "c'est moi",
        "quel nom ?",
        "la même",
        "comment ça",
        "c'est privé",
        "vous l'avez déjà",
        "je préfère ne pas le dire",
        "the second one",
        "yesterday's",
        "I don't know",
        "i dont know",
        "no idea",
        "why",
        "Why?",
        "forget it",
        "never mind",
        "a human please",
        "what do you mean",
        "none of your business",
    ],
)
def test_an_evasion_is_not_taken_for_a_name(written: str, memory: Memory) -> None:
    step = answered(written, memory)
    assert (step.name, step.memory.name, step.wanted) == ("", None, ())


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("rami", "rami"),
        ("Rami", "Rami"),
        ("RAMI", "RAMI"),
        ("mina rami", "mina rami"),
        ("Mina Rami.", "Mina Rami"),
        ("petit", "petit"),
        ("Petit", "Petit"),
        ("monsieur petit", "petit"),
        ("mme lundi", "lundi"),
        ("blanc", "blanc"),
        ("claire dupuis", "claire dupuis"),
        ("Le", "Le"),
        ("Le Deuxième", "Le Deuxième"),
        ("Jean Pourquoi", "Jean Pourquoi"),
        ("de la fontaine", "de la fontaine"),
        ("d'ornano", "d'ornano"),
        ("o'brien", "o'brien"),
        ("van den berghe", "van den berghe"),
        ("nguyen", "nguyen"),
        ("Sá", "Sá"),
        ("Li", "Li"),
        ("Au nom de Carton", "Carton"),
        ("c'est rami", "rami"),
        ("mairie de lyon", "mairie de lyon"),
        ("Boulangerie Morel", "Boulangerie Morel"),
        ("Young", "Young"),
        ("Will Young", "Will Young"),
        ("jean de la fontaine", "jean de la fontaine"),
        ("le comptoir des saveurs", "le comptoir des saveurs"),
        ("chez la mère michel", "chez la mère michel"),
        ("le moulin de la mer", "le moulin de la mer"),
        ("les fleurs de marie", "les fleurs de marie"),
        ("école de la rue haute", "école de la rue haute"),
        ("le goff du bois", "le goff du bois"),
    ],
)
def test_a_name_is_one(written: str, name: str) -> None:
    assert answered(written, OF_A_NUMBER).memory.name == name
