"""What is remembered counts for as long as nothing newer is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import pytest

from regie.identity.copies import TTL_S, believed
from regie.identity.people.changes import EVERYBODY

READ_AT = 1_000.5
ANN = 7


class Copy(NamedTuple):
    at: float = READ_AT
    until: float = READ_AT + TTL_S
    version: int = 3
    subject: int = ANN


@dataclass
class Heard:
    versions: dict[int, int] = field(default_factory=dict[int, int])
    at: float = READ_AT + 10
    fresh: bool = True

    def now(self) -> float:
        return self.at

    def knows_newer(self, subject: int, version: int, /) -> bool:
        return self.versions.get(subject, 0) > version


@pytest.mark.parametrize(
    "heard",
    [
        Heard(),
        Heard({ANN: 3, 8: 4}),
        Heard({EVERYBODY: 1_000}),
        Heard(at=READ_AT + TTL_S - 1),
    ],
    ids=["nothing new", "what was read", "all was read anew before", "shortly before its end"],
)
def test_a_copy_is_believed(heard: Heard) -> None:
    assert believed(Copy(), heard)


@pytest.mark.parametrize(
    "heard",
    [
        Heard(fresh=False),
        Heard({ANN: 4}),
        Heard({EVERYBODY: 1_001}),
        Heard(at=READ_AT + TTL_S),
        Heard(at=READ_AT - 3_600),
    ],
    ids=["no news", "a newer version", "a restore since", "over", "a clock set back"],
)
def test_a_copy_is_not_believed(heard: Heard) -> None:
    assert not believed(Copy(), heard)
