"""Signatures of Standard Webhooks 1.0.0 (v1: HMAC-SHA256). Pure: standard library alone.

Source: github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md.
"""

from __future__ import annotations

import binascii
import hashlib
import hmac
import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import Final

SECRET_PREFIX: Final = "whsec_"  # noqa: S105 - what secrets begin with
SECRET_BYTES: Final = (24, 64)
NEW_SECRET_BYTES: Final = 32

_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,128}")
"""Without a dot, which parts the fields that are signed, and without what a header cannot hold."""


class SecretRefused(ValueError):
    """Says what a secret must look like, never what was given."""

    def __init__(self) -> None:
        least, most = SECRET_BYTES
        super().__init__(f"a secret is {SECRET_PREFIX} and {least} to {most} bytes in base64")


class Secret:
    """One endpoint's key. Neither repr nor an error shows it."""

    __slots__ = ("_key",)

    def __init__(self, text: str):
        """Raises SecretRefused."""
        try:
            key = b64decode(text.removeprefix(SECRET_PREFIX), validate=True)
        except (binascii.Error, ValueError):
            raise SecretRefused from None
        if not text.startswith(SECRET_PREFIX) or not SECRET_BYTES[0] <= len(key) <= SECRET_BYTES[1]:
            raise SecretRefused
        self._key = key

    def __repr__(self) -> str:
        return "Secret(…)"

    def signature(self, id_: str, timestamp: int, body: bytes) -> str:
        signed = f"{id_}.{timestamp}.".encode() + body
        digest = hmac.new(self._key, signed, hashlib.sha256).digest()
        return f"v1,{b64encode(digest).decode()}"


def new_secret() -> str:
    return SECRET_PREFIX + b64encode(secrets.token_bytes(NEW_SECRET_BYTES)).decode()


def sign(keys: Sequence[Secret], id_: str, timestamp: int, body: bytes) -> str:
    """The value of `webhook-signature`: one signature per key, the newest key's first.

    While a secret is being replaced both keys sign, and a receiver needs either. `timestamp` is in
    seconds. Raises ValueError without a key or for an id that could be read in two ways.
    """
    if not keys:
        raise ValueError("nothing to sign with")
    if not is_message_id(id_):
        raise ValueError(f"a webhook-id matches {_ID.pattern}")
    return " ".join(key.signature(id_, timestamp, body) for key in keys)


def signed_headers(keys: Sequence[Secret], id_: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers of one attempt: the id is the same at every attempt, the time is not."""
    return {
        "webhook-id": id_,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": sign(keys, id_, timestamp, body),
    }


def is_message_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None
