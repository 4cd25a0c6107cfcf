"""French, English, or another one."""

from __future__ import annotations

import pytest

from .asking import ask


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Où en est ma commande ?", "fr"),
        ("slt g pa ressu mon coli", "fr"),
        ("CL-401372-487531", "fr"),
        ("👋", "fr"),
        ("Where is my order?", "en"),
        ("thx bye now", "en"),
        ("Hola, ¿dónde está mi pedido?", "other"),
        ("Guten Tag, wo ist meine Bestellung?", "other"),
        ("Buongiorno, vorrei sapere dove si trova il mio ordine", "other"),
        ("Bom dia, onde está a minha encomenda?", "other"),
        ("Hebben jullie ook gerecycleerd papier?", "other"),
        ("Hur mycket kostar en affisch?", "other"),
        ("Здравствуйте, где мой заказ?", "other"),
        ("注文した本はいつ届きますか", "other"),
    ],
)
def test_the_language_is_told(text: str, lang: str) -> None:
    assert ask(text).lang == lang
