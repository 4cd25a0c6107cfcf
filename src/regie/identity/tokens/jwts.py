"""Short tokens: what they say, how they are signed, and which are believed (RFC 9068, RFC 8725).

One algorithm, one type, our own keys by our own names: nothing in a token's header chooses how it
is verified. PyJWT checks the signature and what must be there; times are checked by the caller's
clock, for what was verified once is believed again without it.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )
    from jwt.types import Options

ALGORITHM: Final = "EdDSA"
TYPE: Final = "at+jwt"
LIFE: Final = timedelta(minutes=10)
SKEW_S: Final = 5
"""Between the clocks of two machines of one installation."""
OWN_AUDIENCE: Final = "regie"
LONGEST: Final = 4096

# An Ed25519 signature has 512 bits: the last of its 86 characters holds two of them and four that
# say nothing, and only the one that leaves these at 0 is taken.
_FORM: Final = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{85}[AQgw]")
_KID: Final = re.compile(r"[0-9a-f]{16}")
_HEADER: Final = {"alg", "kid", "typ"}
_OPTIONS: Final[Options] = {
    "require": ["aud", "client_id", "exp", "iat", "iss", "jti", "nbf", "sid", "sub"],
    "strict_aud": True,
    "verify_exp": False,
    "verify_iat": False,
    "verify_nbf": False,
}


class Said(NamedTuple):
    """What a token that was verified says; whether it is its time is another question."""

    token: int
    not_before: int
    expires: int
    kid: str

    def holds_at(self, now: datetime) -> bool:
        at = now.timestamp()
        return self.not_before - SKEW_S <= at < self.expires


class Subject(NamedTuple):
    """Who a token is about."""

    actor: str
    """`person:7`, `service:3`."""
    tenant: str
    token: int
    permissions: Iterable[str]


def new_kid() -> str:
    return secrets.token_hex(8)


def looks_like_one(presented: str) -> bool:
    return len(presented) <= LONGEST and _FORM.fullmatch(presented) is not None


def sign(
    subject: Subject,
    *,
    issuer: str,
    audience: str,
    kid: str,
    key: Ed25519PrivateKey,
    now: datetime,
) -> str:
    import jwt  # noqa: PLC0415 - 0.1 s that a process without short tokens need not spend

    at = int(now.timestamp())
    claims: dict[str, Any] = {
        "iss": issuer,
        "aud": audience,
        "sub": subject.actor,
        "client_id": f"token:{subject.token}",
        "sid": str(subject.token),
        "tenant": subject.tenant,
        "iat": at,
        "nbf": at,
        "exp": at + int(LIFE.total_seconds()),
        "jti": secrets.token_urlsafe(16),
    }
    if audience != OWN_AUDIENCE:  # here rights are looked up, and a long list would not be read
        claims["scope"] = " ".join(sorted(subject.permissions))
    return jwt.encode(claims, key, algorithm=ALGORITHM, headers={"typ": TYPE, "kid": kid})


def kid_of(presented: str) -> str | None:
    """The key that is said to have signed it, a plain name; None of what cannot be ours."""
    import jwt  # noqa: PLC0415

    if not looks_like_one(presented):
        return None
    try:
        header = jwt.get_unverified_header(presented)
    except (jwt.PyJWTError, ValueError, RecursionError):
        return None
    if header.keys() != _HEADER or header["alg"] != ALGORITHM or header["typ"] != TYPE:
        return None
    kid = header["kid"]
    return kid if isinstance(kid, str) and _KID.fullmatch(kid) else None


def verified(presented: str, *, issuer: str, kid: str, key: Ed25519PublicKey) -> Said | None:
    """What it says, when that key signed it for this installation's own API."""
    import jwt  # noqa: PLC0415

    try:
        claims = jwt.decode(
            presented,
            key,
            algorithms=[ALGORITHM],
            audience=OWN_AUDIENCE,
            issuer=issuer,
            options=_OPTIONS,
        )
        return Said(int(claims["sid"]), int(claims["nbf"]), int(claims["exp"]), kid)
    except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError):
        return None
