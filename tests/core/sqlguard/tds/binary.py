"""Reading and writing the little-endian fields that [MS-TDS] 2.2.5 is made of."""

from __future__ import annotations

import struct


class Malformed(Exception):
    """The client sent what the protocol does not allow."""


class Fields:
    """A message, read from its beginning to its end."""

    def __init__(self, data: bytes, position: int = 0):
        self._data = data
        self._position = position

    @property
    def left(self) -> int:
        return len(self._data) - self._position

    def peek(self) -> int:
        return self._data[self._position]

    def take(self, count: int) -> bytes:
        if count > self.left:
            raise Malformed(f"{count} bytes wanted, {self.left} left")
        self._position += count
        return self._data[self._position - count : self._position]

    def number(self, size: int, *, signed: bool = False) -> int:
        return int.from_bytes(self.take(size), "little", signed=signed)

    def double(self, size: int) -> float:
        return struct.unpack("<f" if size == 4 else "<d", self.take(size))[0]

    def text(self, length_size: int) -> str:
        """B_VARCHAR (1) or US_VARCHAR (2): the length counts UTF-16 units."""
        return self.take(2 * self.number(length_size)).decode("utf-16-le")


def number(value: int, size: int, *, signed: bool = False) -> bytes:
    return value.to_bytes(size, "little", signed=signed)


def utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def counted(text: str, length_size: int) -> bytes:
    encoded = utf16(text)
    return number(len(encoded) // 2, length_size) + encoded


def sized(body: bytes) -> bytes:
    return number(len(body), 2) + body
