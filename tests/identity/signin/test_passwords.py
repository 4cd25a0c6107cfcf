"""Passwords are hashed with argon2id, and compared with what others have hashed."""

from __future__ import annotations

import unicodedata

import bcrypt
import pytest
from argon2 import PasswordHasher, Type

from regie.core.web import InvalidFields
from regie.identity.signin.hashes import OURS
from regie.identity.signin.passwords import Passwords, Verdict

PASSWORD = "la pluie sur les toits d’Élancourt"
REFUSED = Verdict(ok=False)


@pytest.fixture(scope="module")
def passwords() -> Passwords:
    return Passwords()


def by_bcrypt(password: str, *, version: str = "2b") -> str:
    made = bcrypt.hashpw(password.encode()[:72], bcrypt.gensalt(4)).decode()
    return made.replace("$2b$", f"${version}$", 1)


async def test_a_hash_is_argon2id_with_19_mib_two_passes_and_one_lane(passwords: Passwords) -> None:
    assert (await passwords.hash(PASSWORD)).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


async def test_two_hashes_of_one_password_differ(passwords: Passwords) -> None:
    assert await passwords.hash(PASSWORD) != await passwords.hash(PASSWORD)


async def test_the_right_password_opens_and_needs_no_other_hash(passwords: Passwords) -> None:
    stored = await passwords.hash(PASSWORD)
    assert await passwords.verify(PASSWORD, stored) == Verdict(ok=True)


@pytest.mark.parametrize(
    "typed",
    [PASSWORD + " ", PASSWORD.upper(), "", "x" * 2000, "\ud800", PASSWORD.replace("’", "'")],
    ids=["blank", "capitals", "empty", "too long", "half a character", "another apostrophe"],
)
async def test_another_password_does_not(passwords: Passwords, typed: str) -> None:
    assert await passwords.verify(typed, await passwords.hash(PASSWORD)) == REFUSED


@pytest.mark.parametrize("length", [8, 64, 72, 73, 128, 1024])
async def test_every_byte_of_a_long_password_counts(passwords: Passwords, length: int) -> None:
    stored = await passwords.hash("x" * length)
    right = await passwords.verify("x" * length, stored)
    wrong = await passwords.verify("x" * (length - 1) + "y", stored)
    assert (right.ok, wrong.ok) == (True, False)


async def test_nul_ends_no_password(passwords: Passwords) -> None:
    stored = await passwords.hash("abcdefgh\0ijk")
    assert await passwords.verify("abcdefgh\0xyz", stored) == REFUSED


@pytest.mark.parametrize("typed_in", ["NFC", "NFD"])
async def test_accents_typed_in_two_ways_are_the_same(passwords: Passwords, typed_in: str) -> None:
    stored = await passwords.hash(unicodedata.normalize("NFC", PASSWORD))
    assert (await passwords.verify(unicodedata.normalize(typed_in, PASSWORD), stored)).ok


async def test_what_only_resembles_stays_different(passwords: Passwords) -> None:
    stored = await passwords.hash("dix² mètres carrés")
    assert await passwords.verify("dix2 mètres carrés", stored) == REFUSED


@pytest.mark.parametrize("version", ["2a", "2b", "2y"])
async def test_a_bcrypt_hash_opens_and_is_upgraded(passwords: Passwords, version: str) -> None:
    verdict = await passwords.verify(PASSWORD, by_bcrypt(PASSWORD, version=version))
    assert verdict.upgraded_hash is not None
    assert await passwords.verify(PASSWORD, verdict.upgraded_hash) == Verdict(ok=True)


async def test_a_wrong_password_upgrades_nothing(passwords: Passwords) -> None:
    assert await passwords.verify("another one", by_bcrypt(PASSWORD)) == REFUSED


async def test_bcrypt_compares_what_was_typed_as_its_makers_did(passwords: Passwords) -> None:
    typed = unicodedata.normalize("NFD", PASSWORD)
    assert (await passwords.verify(typed, by_bcrypt(typed))).ok


@pytest.mark.parametrize("typed", ["x" * 100, "abcdefgh\0xyz"], ids=["long", "NUL"])
async def test_what_bcrypt_cuts_off_is_sealed_whole_by_the_upgrade(
    passwords: Passwords, typed: str
) -> None:
    verdict = await passwords.verify(typed, by_bcrypt(typed))
    assert verdict.upgraded_hash is not None
    assert not (await passwords.verify(typed + "!", verdict.upgraded_hash)).ok


async def test_argon2id_of_other_parameters_opens_and_is_upgraded(passwords: Passwords) -> None:
    dearer = PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=4).hash(PASSWORD)
    verdict = await passwords.verify(PASSWORD, dearer)
    assert (verdict.upgraded_hash or "").startswith(OURS)


UNREADABLE = {
    "nothing": None,
    "empty": "",
    "clear text": PASSWORD,
    "argon2i": PasswordHasher(type=Type.I, time_cost=1, memory_cost=64).hash(PASSWORD),
    "argon2id of a gigabyte": "$argon2id$v=19$m=1048576,t=2,p=1$c29tZXNhbHQ$" + "A" * 43,
    "argon2id of a hundred passes": "$argon2id$v=19$m=64,t=100,p=1$c29tZXNhbHQ$" + "A" * 43,
    "bcrypt of cost 31": "$2b$31$" + "." * 53,
    "the broken bcrypt": by_bcrypt(PASSWORD, version="2x"),
    "bcrypt cut off": by_bcrypt(PASSWORD)[:-1],
    "bcrypt and more": by_bcrypt(PASSWORD) + "\n",
    "PBKDF2 of Django": "pbkdf2_sha256$870000$salt$" + "A" * 43 + "=",
    "MD5 crypt": "$1$salt$" + "A" * 22,
    "ours, damaged": OURS + "!!$!!",
    "ours, cut off": OURS + "c29tZXNhbHQ$AA",
}


@pytest.mark.parametrize("stored", UNREADABLE.values(), ids=UNREADABLE.keys())
async def test_any_other_hash_opens_nothing(passwords: Passwords, stored: str | None) -> None:
    assert await passwords.verify(PASSWORD, stored) == REFUSED


async def test_a_password_that_its_owner_should_not_choose_is_not_hashed(
    passwords: Passwords,
) -> None:
    with pytest.raises(InvalidFields):
        await passwords.hash_new("password1", email="mina@example.fr", name="Mina RAMI")
