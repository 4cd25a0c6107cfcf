"""Short texts to answer with by a tap. Most are questions like any other; two are commands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

from regie.core.i18n import Language, typeset

from ..domain import folded

Chip = Literal["human", "code", "assistant", "status", "history", "content", "statuses"]

_TEXTS: Final[Mapping[Chip, Mapping[Language, str]]] = {
    "human": {"fr": "Parler à une personne", "en": "Speak to a person"},
    "code": {"fr": "Recevoir un code par courriel", "en": "Get a code by e-mail"},
    "assistant": {"fr": "Continuer avec l’assistant", "en": "Go on with the assistant"},
    "status": {"fr": "Où en est ma commande ?", "en": "Where is my order?"},
    "history": {"fr": "Les étapes de ma commande", "en": "The history of my order"},
    "content": {"fr": "Le contenu de ma commande", "en": "What is in my order?"},
    "statuses": {"fr": "Quels sont les statuts possibles ?", "en": "What are the statuses?"},
}
_MAIL: Final = re.compile(r"\b(?:e-?mail|courriel|mél)\b")
"""Few write the word that we do."""


def chip(name: Chip, language: Language) -> str:
    return typeset(_TEXTS[name], language)


def chips(language: Language, *names: Chip) -> tuple[str, ...]:
    return tuple(chip(name, language) for name in names)


def is_chip(written: str, name: Chip) -> bool:
    """Typed or tapped, in either language."""
    told = _flat(written)
    return any(told == _flat(text) for text in _TEXTS[name].values())


def _flat(text: str) -> str:
    return _MAIL.sub("mail", folded(text.replace("’", "'")).rstrip(" .!?"))
