"""Several ways of reading texts, each tried on what the ones before it left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import polars as pl

Reader = Callable[[pl.Series], pl.Series]
"""Null for what it cannot read."""

_SAMPLE: Final = 20


def first_that_reads(texts: pl.Series, readers: Sequence[Reader]) -> pl.Series:
    """All give one type, and no text is read differently by two. Files hold to one way of writing:
    the one that most of the first texts are in is tried first, so that one pass is enough."""
    sample = texts.drop_nulls().head(_SAMPLE)
    best, fewest = 0, sample.len() + 1
    for place, read in enumerate(readers):
        unread = read(sample).null_count()
        if unread < fewest:
            best, fewest = place, unread
        if not unread:
            break
    first, *others = (readers[best], *readers[:best], *readers[best + 1 :])
    found = first(texts)
    left = (found.is_null() & texts.is_not_null()).arg_true()
    for read in others:
        if not left.len():
            break
        more = read(texts.gather(left))
        found = found.scatter(left, more)
        left = left.filter(more.is_null())
    return found
