"""Recovery codes as they are drawn, typed and kept."""

from __future__ import annotations

import pytest

from regie.identity.factors import recovery


def test_ten_different_ones_are_drawn() -> None:
    assert len(set(recovery.new_codes())) == recovery.CODES


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0a1b-2c3d-4e5f", "0a1b2c3d4e5f"),
        ("0A1B 2C3D 4E5F", "0a1b2c3d4e5f"),
        ("OAIB-2C3D-4E5F", "0a1b2c3d4e5f"),
        ("oalb2c3d4e5f", "0a1b2c3d4e5f"),
        ("0a1b-2c3d-4e5", None),
        ("0a1b-2c3d-4e5u", None),
        ("123456", None),
        ("", None),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str, read: str | None) -> None:
    assert recovery.normal(typed) == read


def test_a_code_is_found_by_its_digest() -> None:
    code, salt = recovery.new_codes()[0], recovery.new_salt()
    typed = recovery.normal(code.upper())
    assert recovery.digests_of([code], salt) == [recovery.digest_of(typed or "", salt)]


def test_two_people_have_two_digests_of_one_code() -> None:
    digests = {recovery.digest_of("0a1b2c3d4e5f", recovery.new_salt()) for _ in range(2)}
    assert len(digests) == 2
