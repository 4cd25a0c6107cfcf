"""Inputs, rules and lines as they are kept: text that is the same for the same values.

`json`, not `jsonb`, holds them: what was hashed must come back as it was written.
"""

from __future__ import annotations

from typing import Final

import msgspec

from .domain import Inputs, Line, compute
from .scheme import Rules

_encoder: Final = msgspec.json.Encoder(order="deterministic")
_inputs: Final = msgspec.json.Decoder(Inputs)
_lines: Final = msgspec.json.Decoder(tuple[Line, ...])
_rules: Final = msgspec.json.Decoder(Rules)


def written(value: Inputs | Rules | tuple[Line, ...]) -> str:
    return _encoder.encode(value).decode()


def read_inputs(text: str) -> Inputs:
    return _inputs.decode(text)


def read_lines(text: str) -> tuple[Line, ...]:
    return _lines.decode(text)


def read_rules(text: str) -> Rules:
    return _rules.decode(text)


def replayed(inputs: str, rules: str) -> str:
    """The lines that a payslip must have, byte for byte."""
    return written(compute(read_inputs(inputs), read_rules(rules)).lines)
