"""Words as they were meant."""

from __future__ import annotations

import pytest

from regie.apps.orders.understanding.plain import plain
from regie.apps.orders.understanding.spelling import spelt


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("comande", "commande"),
        ("commmande", "commande"),
        ("livrasion", "livraison"),
        ("conbien", "combien"),
        ("telefone", "telephone"),
        ("kantité", "quantite"),
        ("historik", "historique"),
        ("bonjoru", "bonjour"),
        ("merciii", "merci"),
        ("savoire", "savoir"),
        ("fichié", "fichier"),
        ("conseillier", "conseiller"),
        ("jattends", "j'attends"),
        ("kan", "quand"),
        ("dé", "des"),
        ("statu", "statut"),
    ],
)
def test_french_is_corrected(typed: str, meant: str) -> None:
    assert spelt(plain(typed), "fr") == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("recieved", "received"), ("oder", "order"), ("explane", "explain"), ("wheres", "where is")],
)
def test_english_is_corrected(typed: str, meant: str) -> None:
    assert spelt(plain(typed), "en") == meant


@pytest.mark.parametrize(
    "word",
    ["avance", "avancer", "finition", "casse", "mars", "sais", "état", "reliures", "arrière"],
)
def test_good_french_is_left_alone(word: str) -> None:
    assert spelt(plain(word), "fr") == plain(word).text


@pytest.mark.parametrize("word", ["building", "billing", "mats", "thorn", "placed", "late", "may"])
def test_good_english_is_left_alone(word: str) -> None:
    assert spelt(plain(word), "en") == word


def test_another_language_is_left_alone() -> None:
    assert spelt(plain("Vorrei sapere"), "other") == "vorrei sapere"
