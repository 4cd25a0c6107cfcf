"""Catalogues are typed with plain spaces and printed as French prints them."""

from __future__ import annotations

import pytest

from regie.core.i18n import french, typeset


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("À essayer : tout", "À essayer\u00a0: tout"),
        ("Prêt ; encore ?", "Prêt\u202f; encore\u202f?"),
        ("« ici »", "«\u202fici\u202f»"),
        ("8 252 commandes, 100 % à 9 h", "8\u202f252 commandes, 100\u202f% à 9 h"),
        ("https://localhost:9000/?a", "https://localhost:9000/?a"),
    ],
)
def test_french_spaces_do_not_break(typed: str, printed: str) -> None:
    assert french(typed) == printed


def test_english_is_printed_as_it_is_typed() -> None:
    assert typeset({"fr": "Oui ?", "en": "Yes ?"}, "en") == "Yes ?"
