"""What is sealed opens with its key and in its place, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from regie.core.errors import Misconfigured
from regie.core.vault import KeyMissing, SealBroken, SealedColumn, Vault

OLD = SecretStr("0123456789abcdef" * 4)
NEW = SecretStr("fedcba9876543210" * 4)
PLACE = "identity.factor.seed/7"

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@given(texts, texts)
def test_what_was_sealed_opens_in_its_place(plain: str, place: str) -> None:
    vault = Vault(NEW)
    assert vault.open(vault.seal(plain, place), place) == plain


@given(texts.filter(lambda place: place != PLACE))
def test_in_another_place_it_does_not_open(place: str) -> None:
    vault = Vault(NEW)
    with pytest.raises(SealBroken):
        vault.open(vault.seal("seed", PLACE), place)


@given(st.data())
def test_a_changed_text_never_opens(data: st.DataObject) -> None:
    vault = Vault(NEW)
    sealed = vault.seal("a seed of some length", PLACE)
    at = data.draw(st.integers(0, len(sealed) - 1))
    other = data.draw(st.characters(codec="ascii").filter(lambda c: c != sealed[at]))
    with pytest.raises((SealBroken, KeyMissing)):
        vault.open(sealed[:at] + other + sealed[at + 1 :], PLACE)


@pytest.mark.parametrize(("ours", "theirs"), [("-", "+"), ("_", "/")])
def test_the_other_alphabet_is_not_read(ours: str, theirs: str) -> None:
    vault = Vault(NEW)
    sealed = next(text for text in iter(lambda: vault.seal("seed", PLACE), "") if ours in text)
    with pytest.raises(SealBroken):
        vault.open(sealed.replace(ours, theirs), PLACE)


@pytest.mark.parametrize("text", ["", "v1", "v1..", "v1.00000000.", "v2.00000000.AAAA", "plain"])
def test_what_was_never_sealed_is_refused(text: str) -> None:
    with pytest.raises(SealBroken):
        Vault(NEW).open(text, PLACE)


def test_the_same_secret_is_never_sealed_the_same_way() -> None:
    vault = Vault(NEW)
    assert vault.seal("seed", PLACE) != vault.seal("seed", PLACE)


def test_an_old_key_still_opens() -> None:
    sealed = Vault(OLD).seal("seed", PLACE)
    assert Vault(NEW, [OLD]).open(sealed, PLACE) == "seed"


def test_without_the_old_key_the_error_says_so() -> None:
    with pytest.raises(KeyMissing):
        Vault(NEW).open(Vault(OLD).seal("seed", PLACE), PLACE)


def test_resealing_brings_it_under_the_new_key() -> None:
    again = Vault(NEW, [OLD]).resealed(Vault(OLD).seal("seed", PLACE), PLACE)
    assert again is not None
    assert Vault(NEW).open(again, PLACE) == "seed"


def test_what_is_under_the_new_key_is_left_alone() -> None:
    vault = Vault(NEW, [OLD])
    assert vault.resealed(vault.seal("seed", PLACE), PLACE) is None


def test_without_a_key_nothing_is_sealed() -> None:
    with pytest.raises(Misconfigured, match="REGIE_SECRET_KEY"):
        Vault(None).seal("seed", PLACE)


def test_a_column_with_an_odd_name_is_refused() -> None:
    with pytest.raises(ValueError, match="plain name"):
        SealedColumn("identity", "factor; DROP TABLE x", "seed")
