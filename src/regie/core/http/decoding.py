"""Bodies as they were before they were compressed, never above their cap.

What gzip makes of a few bytes is handed out in pieces of 64 kB and counted, so a bomb costs its
cap and no more.
"""

from __future__ import annotations

import zlib
from collections.abc import AsyncGenerator, Generator
from contextlib import AbstractContextManager, aclosing
from typing import Final

from .errors import AnswerTooLarge, BadAnswer
from .model import Answer

_PIECE: Final = 65_536
_GZIP: Final = 16 + zlib.MAX_WBITS


async def decoded(
    answer: Answer, most_bytes: int, watch: AbstractContextManager[None], *, compressed: bool
) -> AsyncGenerator[bytes]:
    """Raises AnswerTooLarge at the first byte too many, before it when the length is announced;
    the cap holds for what is sent and for what it becomes. `watch` sees what is raised."""
    with watch:
        announced = answer.headers.get("content-length") or ""
        if announced.isdecimal() and int(announced) > most_bytes:
            raise AnswerTooLarge(f"{announced} bytes announced")
        gunzip = _gunzip_for(answer.headers.get("content-encoding"), compressed=compressed)
        sent = given = 0
        async with aclosing(answer.chunks()) as chunks:
            async for chunk in chunks:
                sent += len(chunk)
                _check(sent, most_bytes)
                for piece in gunzip.feed(chunk) if gunzip else (chunk,):
                    given += len(piece)
                    _check(given, most_bytes)
                    yield piece
        if gunzip and not gunzip.complete:
            raise BadAnswer("the gzip stream ends before its end")


def _gunzip_for(encoding: str | None, *, compressed: bool) -> _Gunzip | None:
    name = (encoding or "identity").strip().lower()
    if name == "identity":
        return None
    if name in ("gzip", "x-gzip") and compressed:
        return _Gunzip()
    raise BadAnswer("encoded in a way that was not asked for")


def _check(size_bytes: int, most_bytes: int) -> None:
    if size_bytes > most_bytes:
        raise AnswerTooLarge(f"more than {most_bytes} bytes")


class _Gunzip:
    """One gzip member after the other (RFC 1952, section 2.2)."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(_GZIP)
        self.complete = True

    def feed(self, data: bytes) -> Generator[bytes]:
        try:
            while data:
                if self._member.eof:
                    self._member = zlib.decompressobj(_GZIP)
                piece = self._member.decompress(data, _PIECE)
                self.complete = self._member.eof
                data = self._member.unused_data if self.complete else self._member.unconsumed_tail
                if piece:
                    yield piece
        except zlib.error as error:
            raise BadAnswer("not gzip") from error
