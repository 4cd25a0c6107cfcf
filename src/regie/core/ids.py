"""Identifiers that are made here."""

from __future__ import annotations

import re
import secrets

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


def new_request_id() -> str:
    """96 random bits: enough to tell requests apart, short enough to read out on the phone."""
    return secrets.token_hex(12)


def valid_request_id(value: str) -> bool:
    """Whether an id that a proxy hands us can go into logs and answers as it is."""
    return _REQUEST_ID.fullmatch(value) is not None
