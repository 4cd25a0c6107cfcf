"""Servers that refuse, hang, drip, lie, reset and swell: each ends in one error of our tree."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl

import pytest

from core.http.certificates import contexts
from core.http.servers import Exchange
from regie.core.http import (
    STRANGERS_LIMITS,
    AnswerTooLarge,
    BadAnswer,
    Limits,
    RemoteTimeout,
    RemoteUnavailable,
    Timeouts,
)

HEAD = b"HTTP/1.1 200 OK\r\n"


async def hang_before_the_head(exchange: Exchange) -> None:
    await exchange.reader.read()


async def hang_within_the_head(exchange: Exchange) -> None:
    await exchange.send(HEAD + b"X-")
    await exchange.reader.read()


async def hang_within_the_body(exchange: Exchange) -> None:
    await exchange.send(HEAD + b"Content-Length: 10\r\n\r\n12")
    await exchange.reader.read()


async def drip(exchange: Exchange) -> None:
    await exchange.send(HEAD + b"Content-Length: 1000\r\n\r\n")
    while True:
        await exchange.send(b"x")
        await asyncio.sleep(0.02)


async def drip_head(exchange: Exchange) -> None:
    await exchange.send(HEAD + b"X: ")
    while True:
        await exchange.send(b"x")
        await asyncio.sleep(0.02)


async def continue_for_ever(exchange: Exchange) -> None:
    while True:
        await exchange.send(b"HTTP/1.1 103 Early Hints\r\n\r\n")
        await asyncio.sleep(0.02)


async def hang_up_before_the_head(exchange: Exchange) -> None:
    exchange.writer.close()


async def reset_before_the_head(exchange: Exchange) -> None:
    exchange.reset()


async def reset_within_the_body(exchange: Exchange) -> None:
    await exchange.send(HEAD + b"Content-Length: 10\r\n\r\n12")
    await asyncio.sleep(0.05)
    exchange.reset()


async def promise_more_than_comes(exchange: Exchange) -> None:
    await exchange.send(HEAD + b"Content-Length: 10\r\n\r\n12")
    exchange.writer.close()


async def end_within_a_chunk(exchange: Exchange) -> None:
    await exchange.send(HEAD + b"Transfer-Encoding: chunked\r\n\r\nff\r\n12")
    exchange.writer.close()


async def speak_no_http(exchange: Exchange) -> None:
    await exchange.send(b"220 mail.example.fr ESMTP\r\n")
    exchange.writer.close()


async def give_two_lengths(exchange: Exchange) -> None:
    await exchange.send(HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n12")
    exchange.writer.close()


async def chunk_badly(exchange: Exchange) -> None:
    await exchange.send(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n12\r\n")
    exchange.writer.close()


async def send_headers_for_ever(exchange: Exchange) -> None:
    await exchange.send(HEAD)
    while True:
        await exchange.send(b"X-Header: " + b"x" * 1000 + b"\r\n")


async def send_one_header_for_ever(exchange: Exchange) -> None:
    await exchange.send(HEAD + b"X: ")
    while True:
        await exchange.send(b"x" * 10_000)


async def send_a_body_for_ever(exchange: Exchange) -> None:
    await exchange.send(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        await exchange.send(b"1000\r\n" + b"x" * 4096 + b"\r\n")


async def announce_too_much(exchange: Exchange) -> None:
    await exchange.send(HEAD + b"Content-Length: 100000000000\r\n\r\n")
    await exchange.reader.read()


async def send_a_bomb(exchange: Exchange) -> None:
    await exchange.answer(BOMB, "200 OK", "Content-Encoding: gzip")


async def send_broken_gzip(exchange: Exchange) -> None:
    await exchange.answer(b"\x1f\x8bxx", "200 OK", "Content-Encoding: gzip")


async def send_half_a_gzip(exchange: Exchange) -> None:
    await exchange.answer(gzip.compress(b"x" * 1000)[:-9], "200 OK", "Content-Encoding: gzip")


async def encode_as_nobody_asked(exchange: Exchange) -> None:
    await exchange.answer(b"x", "200 OK", "Content-Encoding: br")


BOMB = gzip.compress(bytes(50_000_000))
"""50 kB that become 50 MB."""

ENDS = {
    hang_before_the_head: RemoteTimeout,
    hang_within_the_head: RemoteTimeout,
    hang_within_the_body: RemoteTimeout,
    drip: RemoteTimeout,
    drip_head: RemoteTimeout,
    continue_for_ever: RemoteTimeout,
    hang_up_before_the_head: (RemoteUnavailable, BadAnswer),
    reset_before_the_head: (RemoteUnavailable, BadAnswer),
    reset_within_the_body: (RemoteUnavailable, BadAnswer),
    promise_more_than_comes: BadAnswer,
    end_within_a_chunk: BadAnswer,
    speak_no_http: BadAnswer,
    give_two_lengths: BadAnswer,
    chunk_badly: BadAnswer,
    send_headers_for_ever: (AnswerTooLarge, BadAnswer),
    send_one_header_for_ever: (AnswerTooLarge, BadAnswer),
    send_a_body_for_ever: AnswerTooLarge,
    announce_too_much: AnswerTooLarge,
    send_a_bomb: AnswerTooLarge,
    send_broken_gzip: BadAnswer,
    send_half_a_gzip: BadAnswer,
    encode_as_nobody_asked: BadAnswer,
}


@pytest.mark.parametrize(("script", "error"), ENDS.items(), ids=[end.__name__ for end in ENDS])
async def test_a_bad_server_ends_in_one_error(serve, make_client, script, error) -> None:
    server = await serve(script)
    client = await make_client(timeouts=Timeouts(connect_s=2, read_s=0.3, total_s=0.8))
    with pytest.raises(error):
        await client.get(server.url())


@pytest.mark.parametrize("script", [drip, reset_within_the_body, send_a_body_for_ever])
async def test_after_a_bad_answer_the_next_request_has_a_connection_of_its_own(
    serve, make_client, script
) -> None:
    server = await serve(script)
    client = await make_client(timeouts=Timeouts(connect_s=2, read_s=0.3, total_s=0.5))
    for _ in range(2):
        with pytest.raises(Exception):  # noqa: B017, PT011 - which one, the test above says
            await client.get(server.url())
    assert server.connections == 2


async def test_what_follows_an_answer_is_no_answer_to_a_stranger_s_next_request(
    serve, make_client
) -> None:
    async def script(exchange: Exchange) -> None:
        await exchange.send(HEAD + b"Content-Length: 2\r\n\r\n12HTTP/1.1 200 OK\r\n\r\nsmuggled")

    client = await make_client(Limits(attempts=1, kept_alive=STRANGERS_LIMITS.kept_alive))
    server = await serve(script)
    bodies = [(await client.get(server.url())).body for _ in range(2)]
    assert bodies == [b"12", b"12"]


async def test_a_server_that_is_not_there_is_unavailable(make_client) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    client = await make_client()
    with pytest.raises(RemoteUnavailable):
        await client.get(f"http://127.0.0.1:{port}/")


async def test_a_name_that_does_not_exist_is_unavailable(make_client) -> None:
    client = await make_client()
    with pytest.raises(RemoteUnavailable):
        await client.get("http://there-is-no-such-host.invalid/")


async def test_a_server_that_never_accepts_is_too_slow(make_client) -> None:
    listener = socket.create_server(("127.0.0.1", 0), backlog=0)
    port = listener.getsockname()[1]
    with listener, socket.create_connection(("127.0.0.1", port)):
        client = await make_client(timeouts=Timeouts(connect_s=0.3, read_s=2, total_s=3))
        with pytest.raises(RemoteTimeout):
            await client.get(f"http://127.0.0.1:{port}/")


async def test_a_certificate_of_another_name_is_refused(serve, make_client, tmp_path) -> None:
    server_side, client_side = contexts("other.example.fr", tmp_path)
    server = await serve(lambda exchange: exchange.answer(b"secret"), tls=server_side)
    client = await make_client(tls=client_side)
    with pytest.raises(RemoteUnavailable):
        await client.get(server.url(host="localhost"))
    assert server.requests == []


async def test_a_certificate_that_nobody_signed_is_refused(serve, make_client, tmp_path) -> None:
    server_side, _ = contexts("localhost", tmp_path)
    server = await serve(lambda exchange: exchange.answer(b"secret"), tls=server_side)
    client = await make_client()
    with pytest.raises(RemoteUnavailable):
        await client.get(server.url(host="localhost"))


async def test_a_server_without_tls_on_https_is_unavailable(serve, make_client) -> None:
    server = await serve(lambda exchange: exchange.answer())
    client = await make_client(tls=ssl.create_default_context())
    with pytest.raises((RemoteUnavailable, RemoteTimeout)):
        await client.get(server.url().replace("http:", "https:"))


async def test_headers_above_the_cap_are_refused(serve, make_client) -> None:
    fields = [f"X-{number}: {'x' * 500}" for number in range(10)]
    server = await serve(lambda exchange: exchange.answer(b"", "200 OK", *fields))
    client = await make_client(Limits(attempts=1, header_bytes=4000))
    with pytest.raises(AnswerTooLarge):
        await client.get(server.url())


@pytest.mark.parametrize("size", [0, 1, 99_999, 100_000])
async def test_gzip_up_to_the_cap_passes(serve, make_client, size: int) -> None:
    body = gzip.compress(bytes(size))
    server = await serve(lambda ex: ex.answer(body, "200 OK", "Content-Encoding: gzip"))
    client = await make_client()
    assert len((await client.get(server.url())).body) == size


async def test_a_body_of_several_gzip_members_is_one_body(serve, make_client) -> None:
    body = gzip.compress(b"un, ") + gzip.compress(b"deux")
    server = await serve(lambda ex: ex.answer(body, "200 OK", "Content-Encoding: gzip"))
    client = await make_client()
    assert (await client.get(server.url())).body == b"un, deux"
