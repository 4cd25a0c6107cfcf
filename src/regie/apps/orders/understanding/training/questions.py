"""What the weights are learned from: the part of the evaluation set that the rules were written
with, and questions that were written for nothing else and are never evaluated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from importlib import resources
from typing import Final, NamedTuple

from ..evaluation import shipped
from ..understood import Intent

_SECTION: Final = re.compile(r"^\[(\w+)\]$")
_NUMBERS: Final = ("CL-401372-487531", "CL-882640-119357")
_TODAY: Final = date(2026, 11, 22)


class Example(NamedTuple):
    text: str
    today: date
    intent: Intent


def examples() -> list[Example]:
    """None has the text of a question that is kept apart, not even « merci »."""
    asked = shipped()
    apart = {_folded(question.text) for question in asked if question.part != "seen"}
    seen = (Example(q.text, q.today, q.intent) for q in asked if q.part == "seen")
    return [one for one in [*seen, *written()] if _folded(one.text) not in apart]


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def written() -> Iterator[Example]:
    """Those of `questions.txt`; {n} is an order number there."""
    intent = Intent.UNKNOWN
    told = resources.files(__name__.rpartition(".")[0]).joinpath("questions.txt")
    for line in told.read_text("utf-8").splitlines():
        if section := _SECTION.match(line):
            intent = Intent(section[1])
        elif line and not line.startswith("# "):
            yield Example(_numbered(line), _TODAY, intent)


def _numbered(line: str) -> str:
    for number in _NUMBERS:
        line = line.replace("{n}", number, 1)
    return line
