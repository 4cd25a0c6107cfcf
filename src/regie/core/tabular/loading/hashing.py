"""What a row says, in 64 bits that stay the same from one version to the next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import numpy.typing as npt

_GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)
_FIRST: Final = np.uint64(0xBF58476D1CE4E5B9)
_SECOND: Final = np.uint64(0x94D049BB133111EB)


def content_hash(columns: Iterable[npt.NDArray[Any]]) -> npt.NDArray[np.int64]:
    """Of each row of some columns of 64-bit integers, in their order; kept in tables, where it
    tells a changed row from an identical one: one change in 2^64 goes unseen. polars' hashes may
    differ between its versions. The mixer is splitmix64 (Steele, Lea, Flood 2014)."""
    mixed: npt.NDArray[np.uint64] | None = None
    for column in columns:
        values = column.astype(np.int64, copy=False).view(np.uint64)
        mixed = _mix(values if mixed is None else values ^ mixed)
    if mixed is None:
        raise ValueError("a row without columns says nothing")
    return mixed.view(np.int64)


def _mix(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    z = values + _GOLDEN
    z = (z ^ (z >> np.uint64(30))) * _FIRST
    z = (z ^ (z >> np.uint64(27))) * _SECOND
    return z ^ (z >> np.uint64(31))
