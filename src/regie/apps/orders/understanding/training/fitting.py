"""From labelled questions to the lines of `weights.txt`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from ..features import Features, features
from ..learned import BIAS, BIAS_UNIT, INTENTS, LETTERS, UNIT
from ..numbers import NumberFormat
from ..reader import unfolded
from .descent import Row, descend
from .questions import Example

_OFTEN: Final = 3
"""In how many questions a feature must be to have a weight."""
_FORMATS: Final = (NumberFormat("CL-000000-000000"),)
_HEAD: Final = (
    "# Made by python -m regie.apps.orders.understanding.training; not to be edited.",
    "# A feature, then its weight for each intent: "
    + " ".join(f"{letter}={intent}" for letter, intent in zip(LETTERS, INTENTS, strict=True)),
)

Fitted = dict[str, dict[str, int]]
"""For each feature the letters of intents with their weights."""


def fitted(examples: Sequence[Example]) -> Fitted:
    told = [features(unfolded(example.text, example.today, _FORMATS).asked) for example in examples]
    counted = Counter(name for one in told for _, kind in one.kinds() for name in kind)
    known = sorted(name for name, times in counted.items() if times >= _OFTEN)
    places = {name: at for at, name in enumerate(known)}
    rows = [_row(one, places) for one in told]
    made: Fitted = {name: {} for name in [BIAS, *known]}
    for letter, intent in zip(LETTERS, INTENTS, strict=True):
        *weights, bias = descend(rows, [one.intent is intent for one in examples], len(known))
        made[BIAS][letter] = round(bias / BIAS_UNIT)
        for name, weight in zip(known, weights, strict=True):
            if whole := round(weight / UNIT):
                made[name][letter] = whole
    return {name: entries for name, entries in made.items() if entries}


def _row(told: Features, places: Mapping[str, int]) -> Row:
    return [
        (share, sorted(places[name] for name in kind if name in places))
        for share, kind in told.kinds()
    ]


def written_down(made: Fitted) -> str:
    lines = [
        f"{name}\t{''.join(f'{letter}{weight}' for letter, weight in entries.items())}"
        for name, entries in made.items()
    ]
    return "\n".join([*_HEAD, *lines, ""])
