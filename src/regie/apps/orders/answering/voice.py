"""A sentence in each of the voices that the assistant has: vous, tu and English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from regie.core.i18n import Language

Voice = Literal["vous", "tu", "en"]


@dataclass(frozen=True, slots=True)
class Sentence:
    vous: str
    en: str
    tu: str = ""
    """Empty: as with vous."""
    needs: frozenset[str] = frozenset()
    """Fields without which it would not say what it is for."""
    may: frozenset[str] = frozenset()
    """Fields that it may name besides."""

    def of(self, voice: Voice) -> str:
        if voice == "en":
            return self.en
        return self.tu if voice == "tu" and self.tu else self.vous

    @property
    def fields(self) -> frozenset[str]:
        return self.needs | self.may


def voice_of(language: Language, address: Literal["vous", "tu"]) -> Voice:
    return "en" if language == "en" else address


def said(
    vous: str, en: str, tu: str = "", *, needs: tuple[str, ...] = (), may: tuple[str, ...] = ()
) -> Sentence:
    return Sentence(vous, en, tu, frozenset(needs), frozenset(may))
