"""A letter and the mail that it answers."""

from __future__ import annotations

from datetime import date

import pytest

from regie.apps.orders.understanding import Intent

from .asking import NUMBER, ask

QUOTED = "> Bonjour, votre commande CL-401372-487531 du 3 octobre a du retard.\n> Marc Duval"
HEADS = (
    "",
    "Le mar. 4 nov. 2025 à 10:12, Duval <contact@duval.fr> a écrit :\n",
    "On Tue, 4 Nov 2025 at 10:12, Duval wrote:\n",
    "-----Message d'origine-----\nDe : Marc Duval\n",
    "De : Marc Duval\nEnvoyé : lundi 3 novembre\n",
)


@pytest.mark.parametrize("head", HEADS)
def test_what_is_quoted_says_neither_what_nor_who_nor_when(head: str) -> None:
    meant = ask(f"Elle est partie ?\nJulie Perrot\n\n{head}{QUOTED}")
    assert (meant.intent, meant.name, meant.period) == (Intent.ORDER_STATUS, "Julie Perrot", None)


@pytest.mark.parametrize("head", HEADS)
def test_the_number_may_be_the_quoted_one(head: str) -> None:
    assert ask(f"Et alors ?\n\n{head}{QUOTED}").numbers == (NUMBER,)


def test_a_number_alone_is_asked_about_even_if_it_is_quoted() -> None:
    assert ask(f"Et alors ?\n\n{QUOTED}").intent is Intent.ORDER_STATUS


def test_a_message_that_only_quotes_is_read() -> None:
    period = ask(QUOTED).period
    assert period
    assert period.first == date(2025, 10, 3)
