"""Codes of an authenticator (RFC 6238): SHA-1, six digits, 30 seconds, for which all of them work.

The seed has 160 bits, as RFC 4226 §4 advises. One step to either side is taken, which is what §5.2
of RFC 6238 allows for a slow hand and a clock that is a little wrong.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import b32encode
from datetime import datetime
from typing import Final, NamedTuple

from pyotp.totp import TOTP

STEP_S: Final = 30
WINDOW: Final = 1
DIGITS: Final = 6
_SEED_BYTES: Final = 20


class Enrolment(NamedTuple):
    seed: str
    uri: str
    """What an authenticator reads out of a picture."""


def new_seed() -> str:
    """Base32, which is what people type and authenticators read."""
    return b32encode(secrets.token_bytes(_SEED_BYTES)).decode()


def step_at(now: datetime) -> int:
    return int(now.timestamp()) // STEP_S


def code_at(seed: str, step: int) -> str:
    return _totp(seed).generate_otp(step)


def matching_step(seed: str, code: str, now: datetime, *, after: int) -> int | None:
    """The latest step within the window whose code it is, if that is behind `after`, the last one
    used: a code counts once, and none counts that is older than one which did. All of them are
    compared, so that the time says nothing."""
    steps = range(step_at(now) - WINDOW, step_at(now) + WINDOW + 1)
    matching = [step for step in steps if hmac.compare_digest(code_at(seed, step), code)]
    return max((step for step in matching if step > after), default=None)


def normal(typed: str) -> str | None:
    """Six digits, however they were grouped; None for what can be no code."""
    code = typed.replace(" ", "").replace("-", "")
    return code if len(code) == DIGITS and code.isascii() and code.isdigit() else None


def enrolment(seed: str, *, email: str, issuer: str) -> Enrolment:
    """A colon would end the issuer's name there."""
    uri = _totp(seed).provisioning_uri(name=email, issuer_name=issuer.replace(":", " "))
    return Enrolment(seed, uri)


def _totp(seed: str) -> TOTP:
    return TOTP(seed, digits=DIGITS, interval=STEP_S)
