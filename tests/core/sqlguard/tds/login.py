"""PRELOGIN ([MS-TDS] 2.2.6.5) and LOGIN7 (2.2.6.4): what a client says before it may ask."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from .binary import Fields

VERSION: Final = bytes((16, 0, 0x10, 0, 0, 0))
"""16.0.4096: SQL Server 2022."""

_END: Final = 0xFF
_READ_ONLY_INTENT: Final = 0x20


class Option(IntEnum):
    VERSION = 0
    ENCRYPTION = 1
    INSTANCE = 2
    THREAD = 3
    MARS = 4


class Encryption(IntEnum):
    OFF = 0
    """Of the login alone."""
    ON = 1
    NOT_SUPPORTED = 2
    REQUIRED = 3


def asked_encryption(body: bytes) -> Encryption:
    fields = Fields(body)
    while (option := fields.number(1)) != _END:
        offset, length = struct.unpack(">HH", fields.take(4))
        if option == Option.ENCRYPTION and length:
            return Encryption(body[offset])
    return Encryption.NOT_SUPPORTED


def prelogin_answer(encryption: Encryption) -> bytes:
    options = (
        (Option.VERSION, VERSION),
        (Option.ENCRYPTION, bytes((encryption,))),
        (Option.INSTANCE, b"\0"),
        (Option.THREAD, b""),
        (Option.MARS, b"\0"),
    )
    offset = 5 * len(options) + 1
    table, values = b"", b""
    for option, value in options:
        table += struct.pack(">BHH", option, offset + len(values), len(value))
        values += value
    return table + bytes((_END,)) + values


@dataclass(frozen=True, slots=True)
class Login7:
    user: str
    password: str
    application: str
    database: str
    read_only_intent: bool

    @classmethod
    def parse(cls, body: bytes) -> Login7:
        return cls(
            user=_text(body, 1),
            password=_plain(_bytes(body, 2)),
            application=_text(body, 3),
            database=_text(body, 8),
            read_only_intent=bool(body[26] & _READ_ONLY_INTENT),
        )


def _bytes(body: bytes, field: int) -> bytes:
    """The table of offsets starts at 36: host, user, password, application, server, …"""
    offset, characters = struct.unpack_from("<HH", body, 36 + 4 * field)
    return body[offset : offset + 2 * characters]


def _text(body: bytes, field: int) -> str:
    return _bytes(body, field).decode("utf-16-le")


def _plain(obscured: bytes) -> str:
    """A client swaps the halves of each byte and flips them with 0xA5; this is no encryption."""
    flipped = (byte ^ 0xA5 for byte in obscured)
    return bytes((byte >> 4) | (byte << 4) & 0xF0 for byte in flipped).decode("utf-16-le")
