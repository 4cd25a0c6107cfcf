"""From labelled questions to the lines of `weights.txt`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from ..features import features
from ..learned import BIAS, BIAS_UNIT, LETTERS, UNIT
from ..numbers import NumberFormat
from ..reader import unfolded
from ..understood import Intent
from .descent import Row, descend
from .questions import Example

_OFTEN: Final = 3
"""In how many questions a feature must be to have a weight."""
_FORMATS: Final = (NumberFormat("CL-000000-000000"),)
_HEAD: Final = (
    "# Made by python -m regie.apps.orders.understanding.training; not to be edited.",
    "# A feature, then its weight for each intent: "
    + " ".join(f"{letter}={intent}" for letter, intent in LETTERS.items()),
)


def fitted(examples: Sequence[Example]) -> dict[str, dict[Intent, int]]:
    told = [features(unfolded(example.text, example.today, _FORMATS).asked) for example in examples]
    counted = Counter(name for names in told for name in names)
    known = sorted(name for name, times in counted.items() if times >= _OFTEN)
    places = {name: at for at, name in enumerate(known)}
    rows = [
        Row(sorted(places[name] for name in names if name in places), len(names) or 1)
        for names in told
    ]
    made: dict[str, dict[Intent, int]] = {name: {} for name in [BIAS, *known]}
    for intent in Intent:
        *weights, bias = descend(rows, [one.intent is intent for one in examples], len(known))
        made[BIAS][intent] = round(bias / BIAS_UNIT)
        for name, weight in zip(known, weights, strict=True):
            if whole := round(weight / UNIT):
                made[name][intent] = whole
    return {name: entries for name, entries in made.items() if entries}


def written_down(made: dict[str, dict[Intent, int]]) -> str:
    letters = {intent: letter for letter, intent in LETTERS.items()}
    lines = [
        f"{name}\t{''.join(f'{letters[intent]}{weight}' for intent, weight in entries.items())}"
        for name, entries in made.items()
    ]
    return "\n".join([*_HEAD, *lines, ""])
