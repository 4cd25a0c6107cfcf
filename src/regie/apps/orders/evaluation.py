"""The scores that ship: how many of the labelled questions are understood.

`regie orders evaluate --write` makes the file anew; a test compares it with what is understood now,
so that nobody reads scores of another day.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec

from .understanding import NumberFormat
from .understanding.evaluation import PartScore, score, shipped
from .understanding_schemas import EvaluationSeen

_PATH: Final = Path(__file__).with_suffix(".json")
FORMATS: Final = ("CL-000000-000000",)
"""Of the set's numbers."""


@cache
def shipped_scores() -> EvaluationSeen:
    return EvaluationSeen.model_validate_json(_PATH.read_bytes())


def scores_now() -> bytes:
    """As the file has them. Takes seconds."""
    parts = score(shipped(), [NumberFormat(pattern) for pattern in FORMATS])
    document = msgspec.json.encode({"parts": [as_document(part) for part in parts]})
    return msgspec.json.format(document, indent=2) + b"\n"


def write_scores() -> Path:
    _PATH.write_bytes(scores_now())
    return _PATH


def as_document(part: PartScore) -> dict[str, Any]:
    def shares(of: Any) -> dict[str, Any]:
        return {
            name: {"right": share.right, "of": share.of, "percent": round(share.percent, 1)}
            for name, share in of.items()
        }

    return {"part": part.part, "slots": shares(part.slots), "intents": shares(part.intents)}
