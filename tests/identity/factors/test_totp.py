"""Codes of an authenticator, by the RFC's own vectors, and which of them count."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.identity.factors import totp

SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"""The RFC's: 12345678901234567890."""
NOW = datetime(2026, 11, 21, 9, 30, 15, tzinfo=UTC)
STEP = totp.step_at(NOW)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    assert totp.code_at(SEED, totp.step_at(datetime.fromtimestamp(seconds, UTC))) == code


@pytest.mark.parametrize(
    ("ahead", "counts"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_one_step_to_either_side_counts(ahead: int, counts: bool) -> None:
    code = totp.code_at(SEED, STEP + ahead)
    found = totp.matching_step(SEED, code, NOW, after=0)
    assert found == (STEP + ahead if counts else None)


@pytest.mark.parametrize("used", [STEP, STEP + 1])
def test_no_code_counts_of_a_step_that_is_not_behind_the_last_used(used: int) -> None:
    assert totp.matching_step(SEED, totp.code_at(SEED, STEP), NOW, after=used) is None


@given(st.integers(-10_000, 10_000), st.integers(-3, 3), st.text("0123456789", max_size=8))
def test_what_counts_is_always_new_and_near(seconds: int, used: int, other: str) -> None:
    now, after = NOW + timedelta(seconds=seconds), totp.step_at(NOW) + used
    for code in (totp.code_at(SEED, STEP), other):
        step = totp.matching_step(SEED, code, now, after=after)
        assert step is None or (step > after and abs(step - totp.step_at(now)) <= totp.WINDOW)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("287082", "287082"),
        (" 287 082 ", "287082"),
        ("287-082", "287082"),
        ("28708", None),
        ("2870822", None),
        ("28708a", None),
        ("٢٨٧٠٨٢", None),
    ],
)
def test_six_digits_are_read_however_they_are_grouped(typed: str, read: str | None) -> None:
    assert totp.normal(typed) == read


def test_a_seed_has_160_bits_and_is_drawn_anew() -> None:
    seeds = {totp.new_seed() for _ in range(50)}
    assert (len(seeds), {len(seed) for seed in seeds}) == (50, {32})


def test_the_address_names_the_organisation_and_the_account() -> None:
    made = totp.enrolment(SEED, email="mina@example.fr", issuer="L’Atelier : Lyon")
    parts = urlsplit(made.uri)
    asked = parse_qs(parts.query)
    assert (parts.scheme, parts.netloc, unquote(parts.path)) == (
        "otpauth",
        "totp",
        "/L’Atelier   Lyon:mina@example.fr",
    )
    assert (asked["secret"], asked["issuer"]) == ([SEED], ["L’Atelier   Lyon"])
