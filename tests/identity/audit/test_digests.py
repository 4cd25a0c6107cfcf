"""Two entries never have one encoding, and what is kept is what was hashed."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.identity.audit.digests import (
    BEFORE_THE_FIRST,
    Entry,
    digest_entry,
    digest_payload,
    encode_entry,
    encode_payload,
)

MOMENT = datetime(2026, 11, 21, 8, 0, 0, 123456, tzinfo=UTC)
ENTRY = Entry(
    "main", 1, MOMENT, "person:7", "person.disable", "person:9", "done", "5f0c2a9e", bytes(32)
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
entries = st.builds(
    Entry,
    texts,
    st.integers(1, 2**63 - 1),
    st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    texts,
    texts,
    st.none() | texts,
    texts,
    st.none() | texts,
    st.binary(max_size=4),
)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
payloads = st.dictionaries(st.text(max_size=6), json_values, max_size=4)


@given(entries, entries, st.binary(max_size=3), st.binary(max_size=3))
def test_two_entries_have_one_encoding_when_they_are_one(
    first: Entry, second: Entry, before_first: bytes, before_second: bytes
) -> None:
    same = encode_entry(first, before_first) == encode_entry(second, before_second)
    assert same == ((first, before_first) == (second, before_second))


@given(texts, texts, st.integers(0, 4))
def test_nothing_can_be_moved_from_one_field_to_its_neighbour(
    actor: str, action: str, by: int
) -> None:
    joined = actor + action
    moved = ENTRY._replace(actor=joined[:by], action=joined[by:])
    same = encode_entry(ENTRY._replace(actor=actor, action=action), b"") == encode_entry(moved, b"")
    assert same == (joined[:by] == actor)


def test_a_missing_field_is_not_an_empty_one() -> None:
    assert encode_entry(ENTRY._replace(subject=None), b"") != encode_entry(
        ENTRY._replace(subject=""), b""
    )


def test_a_microsecond_tells_two_entries_apart() -> None:
    later = ENTRY._replace(at=MOMENT + timedelta(microseconds=1))
    assert digest_entry(later, b"") != digest_entry(ENTRY, b"")


def test_the_same_moment_in_another_zone_is_the_same() -> None:
    paris = ENTRY._replace(at=MOMENT.astimezone())
    assert digest_entry(paris, b"") == digest_entry(ENTRY, b"")


def test_the_first_version_stays_as_it_is() -> None:
    """What was written must be verified by every later version."""
    assert digest_entry(ENTRY, BEFORE_THE_FIRST).hex() == (
        "e4c8a8318269a7c51b48a7f63d392af65694172ad6ffafa01de2d81c9b9d72f5"
    )


@given(payloads)
def test_a_payload_is_kept_as_json_that_says_the_same(payload: dict[str, object]) -> None:
    assert json.loads(encode_payload(payload)) == payload


@given(payloads)
def test_the_order_of_fields_changes_nothing(payload: dict[str, object]) -> None:
    assert encode_payload(dict(reversed(payload.items()))) == encode_payload(payload)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_json_has_not_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        encode_payload({"number": number})


def test_one_payload_has_another_digest_with_another_salt() -> None:
    assert digest_payload(b"a" * 16, "{}") != digest_payload(b"b" * 16, "{}")
