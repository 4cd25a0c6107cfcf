"""Authenticated encryption of a stream under a passphrase.

AES-256-GCM in chunks, as in STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015): the nonce counts
the chunks and marks the last one, so that chunks cannot be changed, moved, dropped or cut off
unnoticed. The key comes from scrypt (N = 2^17, r = 8: 128 MB of memory per guess, OWASP's figure).
"""

from __future__ import annotations

import io
import os
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from regie.operations.archive.errors import DamagedArchive, SealedArchive

MAGIC: Final = b"REGIE-SEALED-1\n"
SALT_BYTES: Final = 16
PREFIX_BYTES: Final = 7
TAG_BYTES: Final = 16
CHUNK_BYTES: Final = 1 << 20
HEADER_BYTES: Final = len(MAGIC) + SALT_BYTES + PREFIX_BYTES


def is_sealed(stream: BinaryIO) -> bool:
    """Looks at the beginning and goes back to it."""
    beginning = stream.read(len(MAGIC))
    stream.seek(0)
    return beginning == MAGIC


class _Chunks:
    """Seals or opens chunk after chunk; the header is bound to each."""

    def __init__(self, header: bytes, passphrase: str):
        salt = header[len(MAGIC) : len(MAGIC) + SALT_BYTES]
        key = Scrypt(salt=salt, length=32, n=2**17, r=8, p=1).derive(passphrase.encode())
        self._cipher = AESGCM(key)
        self._header = header
        self.number = 0

    def seal(self, chunk: bytes, *, last: bool) -> bytes:
        return self._cipher.encrypt(self._nonce(last=last), chunk, self._header)

    def open(self, chunk: bytes, *, last: bool) -> bytes:
        return self._cipher.decrypt(self._nonce(last=last), chunk, self._header)

    def _nonce(self, *, last: bool) -> bytes:
        counter = self.number.to_bytes(4, "big")
        self.number += 1
        return self._header[-PREFIX_BYTES:] + counter + bytes([last])


class SealingWriter(io.RawIOBase):
    """`finish` writes the last chunk; without it the file stays unreadable, as it should."""

    def __init__(self, target: BinaryIO, passphrase: str):
        header = MAGIC + os.urandom(SALT_BYTES + PREFIX_BYTES)
        target.write(header)
        self._chunks = _Chunks(header, passphrase)
        self._target = target
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._waiting += data
        while len(self._waiting) > CHUNK_BYTES:
            self._target.write(self._chunks.seal(bytes(self._waiting[:CHUNK_BYTES]), last=False))
            del self._waiting[:CHUNK_BYTES]
        return len(data)

    def finish(self) -> None:
        self._target.write(self._chunks.seal(bytes(self._waiting), last=True))
        self._waiting.clear()


class OpeningReader(io.RawIOBase):
    """Gives out nothing that was not authenticated.

    Raises SealedArchive when the first chunk does not open, DamagedArchive when a later one
    does not or when the end is missing.
    """

    def __init__(self, source: BinaryIO, passphrase: str):
        header = source.read(HEADER_BYTES)
        if len(header) < HEADER_BYTES:
            raise DamagedArchive("the backup is cut off: take another copy of it")
        self._chunks = _Chunks(header, passphrase)
        self._source = source
        self._sealed = source.read(CHUNK_BYTES + TAG_BYTES)
        self._opened = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._opened and self._sealed:
            self._open_next()
        count = min(len(buffer), len(self._opened))
        buffer[:count] = self._opened[:count]
        self._opened = self._opened[count:]
        return count

    def _open_next(self) -> None:
        following = self._source.read(CHUNK_BYTES + TAG_BYTES)
        try:
            self._opened = memoryview(self._chunks.open(self._sealed, last=not following))
        except InvalidTag:
            if self._chunks.number == 1:
                raise SealedArchive(
                    "this passphrase does not open the backup (or its beginning is damaged)"
                ) from None
            raise DamagedArchive("the backup is damaged: take another copy of it") from None
        self._sealed = following
