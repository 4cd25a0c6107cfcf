"""Values come back as they were, of their type, and nobody can spoil them for the next one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.core.cache.blob import Found, read_blob, stamp_of, write_blob
from regie.core.cache.codec import Codec, compress, decompress
from regie.core.cache.immutable import is_immutable


class Colour(Enum):
    RED = "red"


class Frozen(msgspec.Struct, frozen=True):
    at: datetime
    amount: Decimal
    colour: Colour
    inner: Frozen | None = None


class Loose(msgspec.Struct):
    a: int


class Holder(msgspec.Struct, frozen=True):
    items: list[int]


@dataclass(frozen=True)
class FrozenData:
    a: int


@dataclass
class LooseData:
    a: int


class Pair(NamedTuple):
    a: int
    b: str


IMMUTABLE = [int, str, bytes, date, UUID, Colour, int | None, tuple[int, ...], tuple[int, str]]
IMMUTABLE += [frozenset[str], Frozen, FrozenData, Pair, tuple[Frozen, ...]]
MUTABLE = [list[int], dict[str, int], set[int], Loose, LooseData, Holder, Any, tuple[list[int]]]


@pytest.mark.parametrize("kind", IMMUTABLE, ids=str)
def test_what_cannot_be_changed_is_shared(kind: Any) -> None:
    assert is_immutable(kind)


@pytest.mark.parametrize("kind", MUTABLE, ids=str)
def test_what_can_be_changed_is_not(kind: Any) -> None:
    assert not is_immutable(kind)


@given(st.builds(Frozen, st.datetimes(), st.decimals(allow_nan=False), st.just(Colour.RED)))
def test_a_value_comes_back_with_its_types(value: Frozen) -> None:
    codec: Codec[Frozen] = Codec(Frozen)
    assert codec.decode(codec.encode(value)) == value


def test_another_shape_of_a_type_reads_other_entries() -> None:
    old = msgspec.defstruct("Order", [("a", int)])
    new = msgspec.defstruct("Order", [("a", int), ("b", int, 0)])
    assert Codec(old).fingerprint != Codec(new).fingerprint


@given(st.binary(max_size=100), st.integers(0, 100))
def test_compression_loses_nothing(seed: bytes, times: int) -> None:
    packed, compressed = compress(seed * times)
    assert (decompress(packed) if compressed else packed) == seed * times


def test_what_shrinks_is_compressed() -> None:
    assert len(compress(b"order" * 10_000)[0]) < 1000


versions = st.lists(st.binary(min_size=8, max_size=8), max_size=6)


@given(st.binary(max_size=5000), versions, st.integers(0, 2**62), st.booleans())
def test_an_entry_is_read_as_it_was_written(
    payload: bytes, of: list[bytes], until_ms: int, is_error: bool
) -> None:
    stamp = stamp_of(of)
    assert stamp is not None
    blob = write_blob(payload, stamp, until_ms, is_error=is_error)
    assert read_blob(blob, stamp) == Found(until_ms / 1000, is_error, payload)


@given(versions, versions)
def test_an_entry_of_other_versions_is_none(of: list[bytes], now: list[bytes]) -> None:
    blob = write_blob(b"value", stamp_of(of) or b"", 1, is_error=False)
    assert (read_blob(blob, stamp_of(now)) is not None) == (of == now)


@given(st.binary(max_size=40), versions)
def test_bytes_of_somebody_else_are_no_entry_or_none_that_breaks(
    blob: bytes, of: list[bytes]
) -> None:
    read_blob(blob, stamp_of(of))


def test_a_version_that_is_missing_matches_nothing() -> None:
    stamp = stamp_of([None, b"8 bytes."])
    assert read_blob(write_blob(b"value", b"", 1, is_error=False), stamp) is None
