"""What a server that asks for the password is told on a link that is not encrypted: a server of the
tests' own, which says of MySQL's protocol what it must to be asked in."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from regie.core.sqlguard import SourceRefused, open_source

NOT_LOCAL = "0.0.0.0"  # noqa: S104 - leads to the loopback, and is not called so
PASSWORD = "only-in-tests"
SALT = b"a salt of 20 letters"
ABILITIES = 0x0008_8208  # PLUGIN_AUTH, SECURE_CONNECTION, PROTOCOL_41, CONNECT_WITH_DB
MORE_IS_NEEDED = b"\1\4"
"""Of caching_sha2_password: the server does not know the account by its scramble."""


NAMED_AGAIN = (b"client_ed25519", b"mysql_old_password")
"""What a client answers to only when it is asked once more."""


def greeting(way: bytes) -> bytes:
    low, high = struct.pack("<I", ABILITIES)[:2], struct.pack("<I", ABILITIES)[2:]
    before = b"\x0a8.4.0\0" + struct.pack("<I", 1) + SALT[:8] + b"\0" + low + b"\x2d\2\0" + high
    return before + bytes((len(SALT) + 1,)) + bytes(10) + SALT[8:] + b"\0" + way + b"\0"


class Asking:
    """A server that asks, one way, and writes down what it is told after that."""

    def __init__(self, way: bytes, *, at_once: bool):
        self._way = way
        self._at_once = at_once
        self.told: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        scrambles = self._way == b"caching_sha2_password"
        _say(writer, 0, greeting(self._way if self._at_once else b"mysql_native_password"))
        number = await _listen(reader)
        if not self._at_once:
            _say(writer, number, b"\xfe" + self._way + b"\0" + SALT + b"\0")
            number = await _listen(reader) if scrambles else number
        if scrambles:
            _say(writer, number, MORE_IS_NEEDED)
        elif self._at_once and self._way in NAMED_AGAIN:
            _say(writer, number, b"\xfe" + self._way + b"\0" + SALT + b"\0")
        elif self._at_once:
            _say(writer, number, b"\1a key of somebody's")
        self.told.set_result(await reader.read())
        writer.close()


def _say(writer: asyncio.StreamWriter, number: int, message: bytes) -> None:
    writer.write(struct.pack("<I", len(message))[:3] + bytes((number,)) + message)


async def _listen(reader: asyncio.StreamReader) -> int:
    """The number of the next packet."""
    head = await reader.readexactly(4)
    await reader.readexactly(int.from_bytes(head[:3], "little"))
    return head[3] + 1


@asynccontextmanager
async def asking(way: str, *, at_once: bool) -> AsyncIterator[tuple[Asking, int]]:
    server = Asking(way.encode(), at_once=at_once)
    listening = await asyncio.start_server(server.serve, "127.0.0.1")
    async with listening:
        yield server, listening.sockets[0].getsockname()[1]


@pytest.mark.parametrize("host", ["127.0.0.1", NOT_LOCAL])
@pytest.mark.parametrize("way", ["mysql_clear_password", "dialog"])
async def test_the_password_itself_is_told_to_nobody(host: str, way: str) -> None:
    assert await told(host, way, at_once=False) == b""


@pytest.mark.parametrize("at_once", [True, False], ids=["in the greeting", "after it"])
@pytest.mark.parametrize("way", ["caching_sha2_password", "sha256_password"])
async def test_under_a_key_that_anybody_may_have_sent_it_is_not_told_either(
    way: str, at_once: bool
) -> None:
    assert await told(NOT_LOCAL, way, at_once=at_once) == b""


@pytest.mark.parametrize("at_once", [True, False], ids=["in the greeting", "after it"])
@pytest.mark.parametrize(
    ("way", "named"), [("client_ed25519", "ed25519"), ("mysql_old_password", "mysql_old_password")]
)
async def test_a_way_that_is_not_spoken_is_refused_by_its_name(
    way: str, named: str, at_once: bool
) -> None:
    async with asking(way, at_once=at_once) as (_, port):
        source = open_source("asking", f"mysql://reader:{PASSWORD}@127.0.0.1:{port}/shop")
        with pytest.raises(SourceRefused, match=f"{named}.*ALTER USER"):
            await source.ping()
        await source.close()


async def told(host: str, way: str, *, at_once: bool) -> bytes:
    async with asking(way, at_once=at_once) as (server, port):
        source = open_source("asking", f"mysql://reader:{PASSWORD}@{host}:{port}/shop?tls=off")
        with pytest.raises(SourceRefused, match="not encrypted"):
            await source.ping()
        await source.close()
        return await server.told
