"""The evaluation set: questions as customers type them, each with what it means."""

from __future__ import annotations

from datetime import date
from importlib import resources
from typing import Final, Literal, get_args

import msgspec

from ..language import Lang
from ..understood import Intent

Part = Literal["seen", "unseen", "fresh", "strangers"]
"""The rules were written with the first in sight, and weights are learned from it; of the second,
who writes rules has read no line. Of the third and the fourth, written when the rules
stood, at most half went to the seen and was studied, and this is the rest. Who wrote the third
mended the rules afterwards; those who wrote the fourth never read one."""
PARTS: Final[tuple[Part, ...]] = get_args(Part)


class Labelled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    today: date
    """The day on which it was asked."""
    intent: Intent
    lang: Lang
    numbers: tuple[str, ...]
    name: str | None
    period: tuple[date, date] | None
    kind: str
    """What makes it hard: misspelt, sms, injection …"""
    part: Part


def shipped() -> list[Labelled]:
    """Those that come with Régie. Raises msgspec.ValidationError when a line is none."""
    told = resources.files(__name__.rpartition(".")[0]).joinpath("questions.jsonl")
    read = msgspec.json.Decoder(Labelled)
    return [read.decode(line) for line in told.read_text("utf-8").splitlines() if line]
