"""What a secret looks like."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.identity.tokens.form import PERSONAL, REFRESH, SERVICE, Prefix, is_secret, new_secret

ALPHABET = string.digits + string.ascii_letters + "_"


@pytest.mark.parametrize("prefix", [PERSONAL, SERVICE, REFRESH])
def test_what_is_made_is_recognised(prefix: Prefix) -> None:
    assert is_secret(new_secret(prefix).encode())


def test_what_is_made_has_always_the_same_length() -> None:
    assert {len(new_secret(PERSONAL)) for _ in range(200)} == {59}


@given(st.integers(0, 58), st.sampled_from(ALPHABET))
def test_a_mistyped_secret_is_told_without_asking_anybody(position: int, typed: str) -> None:
    secret = new_secret(PERSONAL)
    mistyped = secret[:position] + typed + secret[position + 1 :]
    assert is_secret(mistyped.encode()) == (mistyped == secret)


def test_a_secret_of_another_kind_is_not_taken_by_its_prefix() -> None:
    assert not is_secret(new_secret(PERSONAL).replace("pat", "svc").encode())


@given(st.binary(max_size=80))
def test_anything_else_is_none(presented: bytes) -> None:
    assert not is_secret(presented)


def test_a_line_break_behind_it_makes_it_none() -> None:
    assert not is_secret(new_secret(PERSONAL).encode() + b"\n")
