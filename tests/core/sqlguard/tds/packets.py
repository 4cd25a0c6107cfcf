"""Packets and messages ([MS-TDS] 2.2.3), in clear or inside TLS.

During the handshake TLS records travel inside PRELOGIN packets; after it packets travel inside TLS.
"""

from __future__ import annotations

import asyncio
import ssl
import struct
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from typing import Final

_HEADER: Final = struct.Struct(">BBHHBB")
_READ: Final = 65536


class Kind(IntEnum):
    SQL_BATCH = 0x01
    RPC = 0x03
    REPLY = 0x04
    ATTENTION = 0x06
    TRANSACTION = 0x0E
    LOGIN7 = 0x10
    PRELOGIN = 0x12


class Status(IntFlag):
    END_OF_MESSAGE = 0x01
    RESET_CONNECTION = 0x08
    RESET_CONNECTION_KEEP_TRANSACTION = 0x10


@dataclass(frozen=True, slots=True)
class Message:
    kind: Kind
    body: bytes
    reset: bool
    """The first packet carried a RESETCONNECTION bit."""


class Packets:
    size = 4096
    """What ENVCHANGE tells the client too."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
        self._reader = reader
        self._writer = writer
        self._ready = bytearray()
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self._tls: ssl.SSLObject | None = None

    @property
    def tls_version(self) -> str | None:
        return None if self._tls is None else self._tls.version()

    async def receive(self) -> Message:
        """Raises EOFError when the client went away."""
        body = bytearray()
        reset = False
        while True:
            kind, status, length, *_ = _HEADER.unpack(await self._take(_HEADER.size))
            body += await self._take(length - _HEADER.size)
            resets = Status.RESET_CONNECTION | Status.RESET_CONNECTION_KEEP_TRANSACTION
            reset = reset or bool(Status(status) & resets)
            if status & Status.END_OF_MESSAGE:
                return Message(Kind(kind), bytes(body), reset)

    async def send(self, body: bytes, kind: Kind = Kind.REPLY) -> None:
        room = self.size - _HEADER.size
        pieces = [body[start : start + room] for start in range(0, len(body), room)] or [b""]
        for index, piece in enumerate(pieces):
            status = Status.END_OF_MESSAGE if index == len(pieces) - 1 else 0
            header = _HEADER.pack(kind, status, len(piece) + _HEADER.size, 0, (index + 1) % 256, 0)
            self._write(header + piece)
        await self._writer.drain()

    async def start_tls(self, context: ssl.SSLContext) -> None:
        tls = context.wrap_bio(self._incoming, self._outgoing, server_side=True)
        while True:
            try:
                tls.do_handshake()
                break
            except ssl.SSLWantReadError:
                await self._send_handshake()
                self._incoming.write((await self.receive()).body)
        await self._send_handshake()
        self._tls = tls

    def cut(self) -> None:
        """As a server that is killed: no good-bye, neither of TLS nor of TDS."""
        self._writer.transport.abort()

    def close(self) -> None:
        self._writer.close()

    async def _send_handshake(self) -> None:
        if records := self._outgoing.read():
            await self.send(records, Kind.PRELOGIN)

    def _write(self, packet: bytes) -> None:
        if self._tls is not None:
            self._tls.write(packet)
            packet = self._outgoing.read()
        self._writer.write(packet)

    async def _take(self, count: int) -> bytes:
        while len(self._ready) < count:
            if not self._decrypt():
                data = await self._reader.read(_READ)
                if not data:
                    raise EOFError
                if self._tls is None:
                    self._ready += data
                else:
                    self._incoming.write(data)
        taken = bytes(self._ready[:count])
        del self._ready[:count]
        return taken

    def _decrypt(self) -> bool:
        if self._tls is None:
            return False
        try:
            self._ready += self._tls.read(_READ)
        except ssl.SSLWantReadError:
            return False
        except ssl.SSLZeroReturnError:
            raise EOFError from None
        return True
