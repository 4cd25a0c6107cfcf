from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import h2.config
import h2.connection
import h2.events
import pytest

from core.http.certificates import contexts
from core.http.conftest import ONCE, QUICK
from regie.core.http import AnswerTooLarge, RemoteError, pooled_client


class Speaker:
    """Answers `/flood` with a body for ever, `/break` with nonsense, all else with its path."""

    def __init__(self) -> None:
        self.connections = 0
        self.streams = 0

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        h2_side = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        h2_side.initiate_connection()
        writer.write(h2_side.data_to_send())
        with suppress(OSError):
            while data := await reader.read(65536):
                for event in h2_side.receive_data(data):
                    if isinstance(event, h2.events.RequestReceived):
                        self._answer(h2_side, writer, event)
                writer.write(h2_side.data_to_send())
                await writer.drain()
        writer.close()

    def _answer(self, h2_side, writer: asyncio.StreamWriter, event) -> None:
        self.streams += 1
        path = dict(event.headers)[b":path"]
        stream = event.stream_id
        if path == b"/break":
            writer.write(b"\xff" * 100)
            return
        h2_side.send_headers(stream, [(":status", "200")])
        if path == b"/flood":
            for _ in range(4):
                h2_side.send_data(stream, bytes(16_000))
            return
        h2_side.send_data(stream, path, end_stream=True)


@asynccontextmanager
async def speaking(tls: ssl.SSLContext) -> AsyncIterator[tuple[Speaker, str]]:
    tls.set_alpn_protocols(["h2", "http/1.1"])
    speaker = Speaker()
    server = await asyncio.start_server(speaker, "127.0.0.1", 0, ssl=tls)
    yield speaker, f"https://localhost:{server.sockets[0].getsockname()[1]}"
    server.close()
    await asyncio.sleep(0.05)


@pytest.fixture
async def talk(tmp_path):
    server_side, client_side = contexts("localhost", tmp_path)
    client = pooled_client(limits=ONCE, timeouts=QUICK, tls=client_side)
    await client.open()
    async with speaking(server_side) as (speaker, url):
        yield client, speaker, url
        await client.close()


async def test_requests_at_once_share_one_connection(talk) -> None:
    client, speaker, url = talk
    await client.get(f"{url}/first")
    answers = await asyncio.gather(*(client.get(f"{url}/{number}") for number in range(10)))
    assert [answer.body for answer in answers] == [b"/%d" % number for number in range(10)]
    assert (speaker.connections, speaker.streams) == (1, 11)


async def test_a_broken_frame_ends_in_one_error(talk) -> None:
    client, _, url = talk
    with pytest.raises(RemoteError):
        await client.get(f"{url}/break")


async def test_a_body_above_the_cap_is_cut(talk) -> None:
    client, _, url = talk
    with pytest.raises(AnswerTooLarge):
        async with client.stream("GET", f"{url}/flood", body_bytes=20_000) as answer:
            async for _ in answer:
                pass
