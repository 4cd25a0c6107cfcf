"""One way of reading texts after the other, each for what the ones before it left."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

Reader = Callable[[pl.Series], pl.Series]
"""Null for what it cannot read; all readers of a list give one type."""


def first_that_reads(texts: pl.Series, readers: Sequence[Reader]) -> pl.Series:
    """Costs one pass where a file holds to one way of writing, and readers come in its order."""
    first, *others = readers
    found = first(texts)
    left = (found.is_null() & texts.is_not_null()).arg_true()
    for reader in others:
        if not left.len():
            break
        more = reader(texts.gather(left))
        found = found.scatter(left, more)
        left = left.filter(more.is_null())
    return found
