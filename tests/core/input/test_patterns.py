"""No pattern can take more than linear time: proven by their shape, not by a clock.

Python's engine backtracks. Time explodes where a repetition without bound stands inside another,
or where two of them meet that match the same character; the first is looked for in every pattern of
these packages, the second is avoided by eye: neighbours match different characters.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants, _parser  # type: ignore[attr-defined]

import pytest

import regie.core.files
import regie.core.http
import regie.core.input

PACKAGES = [regie.core.input, regie.core.http, regie.core.files]
REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)


def patterns() -> Iterator[tuple[str, str]]:
    for package in PACKAGES:
        for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern):
                    yield f"{module.name}.{name}", value.pattern


def nested(parsed: object, *, inside: bool = False) -> bool:
    if isinstance(parsed, _parser.SubPattern):
        return any(nested(part, inside=inside) for part in parsed.data)
    if isinstance(parsed, tuple) and parsed and parsed[0] in REPEATS:
        _, most, body = parsed[1]
        unbounded = most == _constants.MAXREPEAT
        return (unbounded and inside) or nested(body, inside=inside or unbounded)
    if isinstance(parsed, tuple | list):
        return any(nested(part, inside=inside) for part in parsed)
    return False


@pytest.mark.parametrize(
    "pattern", [p for _, p in patterns()], ids=[name for name, _ in patterns()]
)
def test_no_repetition_without_bound_stands_inside_another(pattern: str | bytes) -> None:
    assert not nested(_parser.parse(pattern))


@pytest.mark.parametrize("pattern", ["(a+)+b", "(?:a*?x)*", "((a|b)+c?)+"])
def test_the_rule_bites(pattern: str) -> None:
    assert nested(_parser.parse(pattern))
