"""Secrets of a mail while it is kept: a mark in its place in the text, the value sealed."""

from __future__ import annotations

import hmac
import os
import re
import secrets
from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from regie.core.errors import Misconfigured

SHOWN: Final = "••••••"
"""What others than the recipient see in its place."""

_CONTEXT: Final = b"regie.mail.seal.v1"
_NONCE_BYTES: Final = 12
_MARK: Final = re.compile(r"secret-[0-9a-f]{24}-[a-z_]+")

Marks = Mapping[str, str]
"""Mark → secret."""


class SealBroken(Exception):
    """Sealed with a key that this installation no longer has."""


class Seal:
    """AES-256-GCM. `keys`: the first seals, all of them open, so that one can be replaced."""

    def __init__(self, keys: Sequence[bytes]):
        self._ciphers = [AESGCM(hmac.digest(key, _CONTEXT, "sha256")) for key in keys]

    def close(self, marks: Marks, *, owner: str) -> bytes:
        """`owner`, the mail's Message-ID, is needed to open it: no row can borrow another's."""
        if not self._ciphers:
            raise Misconfigured("a mail with a secret needs REGIE_SECRET_KEY")
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._ciphers[0].encrypt(nonce, msgspec.json.encode(marks), owner.encode())

    def open(self, sealed: bytes, *, owner: str) -> Marks:
        """Raises SealBroken."""
        nonce, content = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        for cipher in self._ciphers:
            try:
                opened = cipher.decrypt(nonce, content, owner.encode())
            except InvalidTag:
                continue
            return msgspec.json.decode(opened, type=dict[str, str])
        raise SealBroken


def new_mark(field: str) -> str:
    """Of letters that every template leaves as they are, and that no text has by chance."""
    return f"secret-{secrets.token_hex(12)}-{field}"


def masked(text: str) -> str:
    return _MARK.sub(SHOWN, text)


def revealed(text: str, marks: Marks, *, html: bool) -> str:
    for mark, secret in marks.items():
        text = text.replace(mark, escape(secret) if html else secret)
    return text
