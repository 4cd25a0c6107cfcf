"""What a digest of the record covers, byte for byte.

An entry is encoded as the byte 1 (the version) and eleven fields, each behind its length in four
bytes, big-endian; a field that is missing has the length FFFFFFFF and nothing behind. In order:
tenant, number, moment, actor, action, subject, outcome, request id, the payload's digest, the
digest before. Texts are UTF-8; a number is eight bytes, a moment its microseconds since 1970 as
such a number. As each length is known before its field is read, no two entries have one encoding.

A payload is encoded as JSON with sorted keys, no blanks and ASCII alone, and stored as that text,
so that what is hashed is what is kept: SHA-256 of a salt of 16 random bytes and the text. Without
the salt, which goes with the payload, its digest gives nothing away.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final, NamedTuple

VERSION: Final = b"\x01"
BEFORE_THE_FIRST: Final = bytes(32)
SALT_BYTES: Final = 16

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MISSING: Final = b"\xff\xff\xff\xff"
_MICROSECOND: Final = timedelta(microseconds=1)


class Entry(NamedTuple):
    tenant: str
    number: int
    at: datetime
    actor: str
    action: str
    subject: str | None
    outcome: str
    request_id: str | None
    payload_digest: bytes


class Certificate(NamedTuple):
    """That the entries up to `through` are gone, and from which digest the chain goes on."""

    tenant: str
    through: int
    at: datetime
    entries: int
    head: bytes
    why: str


def encode_entry(entry: Entry, before: bytes) -> bytes:
    return _encoded(*entry, before)


def digest_entry(entry: Entry, before: bytes) -> bytes:
    return sha256(encode_entry(entry, before)).digest()


def digest_certificate(certificate: Certificate) -> bytes:
    return sha256(_encoded(*certificate)).digest()


def encode_payload(payload: Mapping[str, object]) -> str:
    """Raises ValueError for numbers that JSON has not; what else it has not is its `str`."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), allow_nan=False, default=str)


def digest_payload(salt: bytes, encoded: str) -> bytes:
    return sha256(salt + encoded.encode()).digest()


def _encoded(*fields: str | int | datetime | bytes | None) -> bytes:
    return VERSION + b"".join(map(_field, fields))


def _field(value: str | int | datetime | bytes | None) -> bytes:
    if value is None:
        return _MISSING
    if isinstance(value, datetime):
        value = (value - _EPOCH) // _MICROSECOND
    if isinstance(value, int):
        value = struct.pack(">q", value)
    elif isinstance(value, str):
        value = value.encode()
    return struct.pack(">I", len(value)) + value
