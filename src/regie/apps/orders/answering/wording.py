"""Sentences in an organisation's own words, over ours, and the check of what it wrote."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from regie.core.i18n import Language, french

from .sentences import SENTENCES
from .voice import Voice, voice_of

_FIELD: Final = re.compile(r"\{([^{}]*)\}")
_SPACES: Final = re.compile(r"[ \t]+(?=\n|$)|(?<= ) +")
MOST_CHARACTERS: Final = 600


@dataclass(frozen=True, slots=True)
class Checked:
    unknown: tuple[str, ...]
    """Fields in braces that nothing fills in: refused."""
    missing: tuple[str, ...]
    """Fields without which the sentence does not say what it is for: told."""


def check(name: str, text: str) -> Checked:
    """Raises KeyError for a sentence that there is not."""
    sentence = SENTENCES[name]
    told = dict.fromkeys(_FIELD.findall(text))
    unknown = [each for each in told if each not in sentence.fields]
    left = _FIELD.sub("", text)
    if "{" in left or "}" in left:
        unknown.append("{}")
    return Checked(tuple(unknown), tuple(sorted(sentence.needs - told.keys())))


def filled(text: str, fields: Mapping[str, object], language: Language) -> str:
    """What is filled in is never read as a template, nor typeset again. An empty field takes the
    blank before it along."""
    printed = french(text) if language == "fr" else text
    whole = _FIELD.sub(lambda match: str(fields.get(match[1], "")), printed)
    return _SPACES.sub("", whole).strip()


@dataclass(frozen=True, slots=True)
class Wording:
    """How one source speaks in one language."""

    language: Language
    voice: Voice
    own: Mapping[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def ours(cls, language: Language, address: str = "vous") -> Wording:
        return cls(language, voice_of(language, "tu" if address == "tu" else "vous"))

    def say(self, name: str, **fields: object) -> str:
        """Never nothing: ours, where its own leaves nothing to say."""
        own = filled(self.own.get(name, ""), fields, self.language)
        return own or filled(SENTENCES[name].of(self.voice), fields, self.language)
