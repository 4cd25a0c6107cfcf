"""Which short tokens are believed: those that this installation signed for itself alone."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from regie.identity.tokens.jwts import LIFE, Said, Subject, kid_of, sign, verified

ISSUER = "https://regie.example.fr"
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
KID = "0123456789abcdef"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
PUBLIC_BYTES = KEY.public_key().public_bytes_raw()
SUBJECT = Subject("service:3", "main", 41, ["retail.results.read"])


def believed(presented: str, *, at: datetime = NOW) -> Said | None:
    """As the server does it, with one key."""
    kid = kid_of(presented)
    if kid != KID:
        return None
    said = verified(presented, issuer=ISSUER, kid=kid, key=KEY.public_key())
    return said if said is not None and said.holds_at(at) else None


def genuine(**more: Any) -> str:
    given = {"issuer": ISSUER, "audience": "regie", "kid": KID, "key": KEY, "now": NOW}
    return sign(SUBJECT, **{**given, **more})


def claims(**more: Any) -> dict[str, Any]:
    return jwt.decode(genuine(), options={"verify_signature": False}) | more


def headed(header: dict[str, Any], key: Ed25519PrivateKey = KEY, **more: Any) -> str:
    """Rightly signed with that key, under any header."""
    signed = ".".join(b64(json.dumps(part).encode()) for part in (header, claims(**more)))
    return f"{signed}.{b64(key.sign(signed.encode()))}"


def b64(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


HEADER = {"alg": "EdDSA", "kid": KID, "typ": "at+jwt"}


def test_a_genuine_one_is_believed() -> None:
    assert believed(genuine()) == Said(41, 1772438400, 1772439000, KID)


def test_the_forger_of_these_tests_forges_well() -> None:
    assert believed(headed(HEADER)) is not None


def unsigned() -> str:
    head = b64(json.dumps({**HEADER, "alg": "none"}).encode())
    return f"{head}.{genuine().split('.')[1]}."


def unsigned_with_the_signature_of_another() -> str:
    return headed({**HEADER, "alg": "none"})


def mac_with(secret: bytes) -> str:
    """Key confusion: the public key, which everybody has, taken for the secret of an HMAC."""
    signed = ".".join(
        b64(json.dumps(part).encode()) for part in ({**HEADER, "alg": "HS256"}, claims())
    )
    return f"{signed}.{b64(hmac.new(secret, signed.encode(), sha256).digest())}"


def by_rsa() -> str:
    key = rsa.generate_private_key(65537, 2048)
    return jwt.encode(claims(), key, "RS256", headers={"typ": "at+jwt", "kid": KID})


def bringing_its_key() -> str:
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": b64(OTHER_KEY.public_key().public_bytes_raw())}
    return headed({**HEADER, "jwk": jwk}, OTHER_KEY)


def twice_signed() -> str:
    one = genuine()
    return f"{one}.{one.split('.')[2]}"


def spare_bits_set() -> str:
    """Another text of the same 64 bytes: the last character's low bits mean nothing."""
    one = genuine()
    return one[:-1] + chr(ord(one[-1]) + 1)


FORGERIES: dict[str, Callable[[], str]] = {
    "nothing": lambda: "",
    "alg none": unsigned,
    "alg none, with a signature": unsigned_with_the_signature_of_another,
    "alg None": lambda: headed({**HEADER, "alg": "None"}),
    "no alg": lambda: headed({"kid": KID, "typ": "at+jwt"}),
    "alg Ed25519": lambda: headed({**HEADER, "alg": "Ed25519"}),
    "HS256 with the public key": lambda: mac_with(PUBLIC_BYTES),
    "HS256 with the public key in PEM": lambda: mac_with(
        KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    ),
    "HS256 with its text": lambda: mac_with(b64(PUBLIC_BYTES).encode()),
    "RS256": by_rsa,
    "another key of the same name": lambda: headed(HEADER, OTHER_KEY),
    "a key in the header": bringing_its_key,
    "a key's address in the header": lambda: headed({**HEADER, "jku": "https://evil.example/"}),
    "a certificate's address": lambda: headed({**HEADER, "x5u": "https://evil.example/"}),
    "critical extensions": lambda: headed({**HEADER, "crit": ["b64"], "b64": False}),
    "kid of a file": lambda: headed({**HEADER, "kid": "../../../../dev/null"}),
    "kid of a statement": lambda: headed({**HEADER, "kid": "' UNION SELECT 'x"}),
    "kid with a line break": lambda: headed({**HEADER, "kid": f"{KID}\n"}),
    "kid a number": lambda: headed({**HEADER, "kid": 7}),
    "kid a list": lambda: headed({**HEADER, "kid": [KID]}),
    "no kid": lambda: headed({"alg": "EdDSA", "typ": "at+jwt"}),
    "no type": lambda: headed({"alg": "EdDSA", "kid": KID}),
    "another type": lambda: headed({**HEADER, "typ": "JWT"}),
    "another issuer": lambda: headed(HEADER, iss="https://evil.example"),
    "another audience": lambda: genuine(audience="erp"),
    "two audiences": lambda: headed(HEADER, aud=["erp", "regie"]),
    "an audience within": lambda: headed(HEADER, aud="regie-erp"),
    "a token's number that is none": lambda: headed(HEADER, sid="1 OR 1=1"),
    "an end that is a text": lambda: headed(HEADER, exp="tomorrow"),
    "an end that never comes": lambda: headed(HEADER, exp=float("inf")),
    "no end": lambda: headed(HEADER, exp=None),
    "two signatures": twice_signed,
    "half of it": lambda: genuine()[: len(genuine()) // 2],
    "without its signature": lambda: genuine().rsplit(".", 1)[0] + ".",
    "a blank behind it": lambda: genuine() + " ",
    "a line break behind it": lambda: genuine() + "\n",
    "padding": lambda: genuine() + "==",
    "spare bits": spare_bits_set,
    "letters of other alphabets": lambda: genuine().replace("e", "е"),  # a Cyrillic one
    "full width dots": lambda: genuine().replace(".", "．"),
    "longer than any of ours": lambda: headed(HEADER, more="x" * 5000),
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
def test_a_forgery_is_not_believed(forgery: Callable[[], str]) -> None:
    assert believed(forgery()) is None


@pytest.mark.parametrize(
    "missing", ["iss", "aud", "sub", "client_id", "sid", "iat", "nbf", "exp", "jti"]
)
def test_what_is_required_must_be_there(missing: str) -> None:
    said = claims()
    del said[missing]
    presented = jwt.encode(said, KEY, "EdDSA", headers={"typ": "at+jwt", "kid": KID})
    assert believed(presented) is None


@pytest.mark.parametrize(
    ("at", "holds"),
    [
        (NOW - timedelta(seconds=6), False),
        (NOW - timedelta(seconds=5), True),
        (NOW + LIFE - timedelta(seconds=1), True),
        (NOW + LIFE, False),
    ],
)
def test_a_token_holds_for_ten_minutes(at: datetime, holds: bool) -> None:
    assert (believed(genuine(), at=at) is not None) == holds


GENUINE = genuine()


@given(st.integers(0, len(GENUINE) - 1), st.characters())
def test_a_changed_character_never_verifies(position: int, character: str) -> None:
    changed = GENUINE[:position] + character + GENUINE[position + 1 :]
    assert changed == GENUINE or believed(changed) is None


@given(st.integers(0, len(GENUINE) - 2))
def test_a_cut_token_never_verifies(length: int) -> None:
    assert believed(GENUINE[:length]) is None


@given(st.text(max_size=300))
def test_anything_else_is_none(presented: str) -> None:
    assert believed(presented) is None


@given(st.recursive(st.none() | st.text() | st.integers(), st.lists, max_leaves=5), st.binary())
def test_any_header_and_any_body_fail_quietly(header: Any, body: bytes) -> None:
    presented = f"{b64(json.dumps(header).encode())}.{b64(body)}.{b64(bytes(64))}"
    assert believed(presented) is None
