"""What leaves, by kind: the name that rows carry and the type of their payload."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import msgspec

P = TypeVar("P")

PAYLOAD_LIMIT_BYTES: Final = 256 * 1024
"""A row is an order to do something; what it is done with belongs in a table or a file."""

_NAME: Final = re.compile(r"[a-z][a-z0-9_.]{0,63}")


@dataclass(frozen=True, slots=True)
class Kind(Generic[P]):
    name: str
    """Dotted, such as `mail.send`; it is in the rows and in the metrics, so it stays."""
    payload: type[P]
    """A msgspec.Struct or a dataclass. New fields need defaults: rows of yesterday lack them."""

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"{self.name!r} is not the name of a kind: {_NAME.pattern}")

    def encode(self, payload: P) -> str:
        """Raises TypeError for another type, ValueError above PAYLOAD_LIMIT_BYTES."""
        if not isinstance(payload, self.payload):
            raise TypeError(f"{self.name} carries {self.payload}, not {type(payload)}")
        encoded = msgspec.json.encode(payload)
        if len(encoded) > PAYLOAD_LIMIT_BYTES:
            raise ValueError(f"{len(encoded)} bytes of {self.name}, above {PAYLOAD_LIMIT_BYTES}")
        return encoded.decode()

    def decode(self, payload: str) -> P:
        """Raises msgspec.ValidationError when the type has changed since."""
        return msgspec.json.decode(payload, type=self.payload)
