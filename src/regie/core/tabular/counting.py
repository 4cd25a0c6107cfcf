"""Numbers that a file does not give: counted among the rows that belong together, from 1, over all
batches of the file. And keys that it gives twice, and numbers that nobody has.

Rows are told apart by 64-bit hashes of their texts: that two of a million sales have one hash
happens once in forty million files.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from .layout import MOST_COUNTED
from .loading.hashing import content_hash

Numbers = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]

_BEFORE: Final = "before"
_OWNER: Final = "owner"
_FREE_FROM: Final = 100_000_000
"""Nine digits, always; no group has so many rows."""


class Counter:
    """Memory: 16 bytes for each group that was seen."""

    def __init__(self) -> None:
        self._counts = pl.DataFrame(schema={_OWNER: pl.UInt64, _BEFORE: pl.Int64})

    def number(self, groups: pl.DataFrame) -> Numbers:
        """Of each row, among those with the same values; batches are given in order."""
        owners = groups.hash_rows().to_numpy()
        order, heads, lengths = _gathered(owners)
        known = pl.DataFrame({_OWNER: heads}).join(
            self._counts, on=_OWNER, how="left", maintain_order="left"
        )
        before = known[_BEFORE].fill_null(0).to_numpy()
        after = pl.DataFrame({_OWNER: heads, _BEFORE: before + lengths})
        self._counts = pl.concat([self._counts.join(after, on=_OWNER, how="anti"), after])
        starts = np.cumsum(lengths) - lengths
        within = np.arange(owners.size) - np.repeat(starts - before, lengths) + 1
        if order is None:
            return within
        numbers = np.empty_like(within)
        numbers[order] = within
        return numbers


class Seen:
    """Memory: 8 bytes for each key."""

    def __init__(self) -> None:
        self._keys: Hashes = np.empty(0, np.uint64)
        """In order, each once: a batch that repeats nothing is merged into them, no more."""

    def is_twice(self, keys: pl.DataFrame) -> pl.Series:
        """Of each row, whether one before it has the same values; never where one of them is
        null."""
        known = keys.select(pl.all_horizontal(pl.all().is_not_null())).to_series()
        hashes = keys.hash_rows()
        before, these = self._keys, hashes.filter(known).sort().to_numpy()
        merged = np.sort(np.concatenate([before, these]), kind="stable")  # of two runs: one pass
        repeated = merged[1:] == merged[:-1]
        if not repeated.any():
            self._keys = merged
            return pl.Series([False]).new_from_index(0, keys.height)
        self._keys = merged[np.r_[True, ~repeated]]
        return (~hashes.is_first_distinct() | hashes.is_in(pl.Series(before).implode())) & known


def free_numbers(digest: str, rows: pl.Series) -> pl.Series:
    """Of rows of a file that belong to nobody yet: above all that is ever counted, always the same
    for the same row of the same file, so that its correction, sent twice, is one row. Two rows have
    one number once in nine hundred million pairs."""
    file = np.full(rows.len(), int(digest[:15], 16), np.int64)
    hashes = content_hash([file, rows.to_numpy()]).view(np.uint64)
    span = np.uint64(MOST_COUNTED - _FREE_FROM)
    return pl.Series((hashes % span).astype(np.int64) + _FREE_FROM)


def _gathered(
    owners: Hashes,
) -> tuple[Numbers | None, Hashes, Numbers]:
    """Rows of one owner side by side: the order that brings them there (None: they are), each
    owner once, and how many rows it has."""
    heads, lengths = _runs(owners)
    if pl.Series(heads).n_unique() == heads.size:
        return None, heads, lengths
    order = np.argsort(owners, kind="stable")
    return order, *_runs(owners[order])


def _runs(owners: Hashes) -> tuple[Hashes, Numbers]:
    starts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
    return owners[starts], np.diff(np.r_[starts, owners.size])
