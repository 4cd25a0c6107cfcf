"""A line of an examination as a sentence, its figures as the language writes them."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Catalogue, Language
from regie.core.sqlguard import Finding

from ..answering.spoken import measured

_FIGURES: Final = frozenset(("ms", "limit", "locks", "lock"))
"""Facts that are durations: told by their names, for a version has points too."""


def sentence_of(finding: Finding, catalogue: Catalogue, language: Language) -> str:
    facts = {
        name: measured(str(fact), language) if name in _FIGURES else fact
        for name, fact in finding.facts.items()
    }
    return catalogue.text(f"proof.{finding.check}.{finding.verdict}", language, facts)
