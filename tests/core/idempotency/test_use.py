"""What a key may be, and what makes two requests the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.core.idempotency import KeyMalformed, Use

UUID = "8e03978e-40d5-43dd-bc93-6894a57f9324"


def use(key: str = UUID, *request: bytes) -> Use:
    return Use.of(key, *request, tenant="main", person="mina")


@pytest.mark.parametrize(
    "key",
    ["", "x" * 15, "x" * 201, "a key with spaces", "clé-d’idempotence", '"short"', "x" * 15 + "\n"],
)
def test_a_key_that_others_might_choose_or_nobody_can_send_is_refused(key: str) -> None:
    with pytest.raises(KeyMalformed):
        use(key)


@pytest.mark.parametrize("key", ["x" * 16, "x" * 200, UUID])
def test_a_key_within_the_limits_is_taken(key: str) -> None:
    assert use(key)


def test_double_quotes_are_no_part_of_a_key() -> None:
    assert use(f'"{UUID}"') == use(UUID)


def test_a_key_is_not_kept_as_it_is() -> None:
    assert UUID not in repr(use(UUID))


@given(st.lists(st.binary()), st.lists(st.binary()))
def test_two_requests_are_the_same_when_all_their_parts_are(
    first: list[bytes], second: list[bytes]
) -> None:
    assert (use(UUID, *first) == use(UUID, *second)) == (first == second)
