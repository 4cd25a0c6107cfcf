"""Secrets of a mail while it is kept: a mark in its place in the text, the value sealed."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from html import escape
from typing import Final

import msgspec

from regie.core.vault import SealedColumn, Vault

SHOWN: Final = "••••••"
"""What others than the recipient see in its place."""

_MARK: Final = re.compile(r"secret-[0-9a-f]{24}-[a-z_]+")

Marks = Mapping[str, str]
"""Mark → secret."""


SEALED: Final = SealedColumn("core", "mail", "sealed")


def seal(vault: Vault, marks: Marks, number: int) -> str:
    return vault.seal(msgspec.json.encode(marks).decode(), SEALED.of(number))


def unseal(vault: Vault, sealed: str, number: int) -> Marks:
    """Raises VaultError."""
    return msgspec.json.decode(vault.open(sealed, SEALED.of(number)), type=dict[str, str])


def new_mark(field: str) -> str:
    """Of letters that every template leaves as they are, and that no text has by chance."""
    return f"secret-{secrets.token_hex(12)}-{field}"


def masked(text: str) -> str:
    return _MARK.sub(SHOWN, text)


def revealed(text: str, marks: Marks, *, html: bool) -> str:
    for mark, secret in marks.items():
        text = text.replace(mark, escape(secret) if html else secret)
    return text
