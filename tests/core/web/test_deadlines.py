"""A slow client is served, a client that only holds on is cut."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator

import pytest

from regie.core.web import Deadlines, EdgeOptions, ServerOptions

from .conftest import FAST_ENOUGH_S, Serve, Served, read_to_end, running
from .sample import sample_app

SHORT = Deadlines(
    headers_s=0.5, idle_s=0.5, window_s=0.5, bytes_per_s=1000, unread_s=0.5, linger_s=0.3,
    sweep_s=0.05,
)  # fmt: skip
UPLOAD = (
    b"POST /api/v1/things/uploads HTTP/1.1\r\nHost: localhost\r\nContent-Length: 200000\r\n\r\n"
)
GET = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture(scope="module")
def strict() -> Iterator[Served]:
    options = ServerOptions(drain_s=0, grace_s=5, deadlines=SHORT)
    with running(sample_app(EdgeOptions(environment="development")), options) as served:
        yield served


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        (b"", b""),
        (b"\r\n", b""),
        (b"GET /heal", b"HTTP/1.1 408 "),
        (b"GET /healthz HTTP/1.1\r\nHost: local", b"HTTP/1.1 408 "),
        (UPLOAD, b"HTTP/1.1 408 "),
        (UPLOAD + b"a" * 300, b"HTTP/1.1 408 "),
        (GET, b"HTTP/1.1 200 "),
        (GET + b"GET /heal", b"HTTP/1.1 200 "),
    ],
)
def test_a_silent_connection_is_cut(strict: Served, sent: bytes, answer: bytes) -> None:
    assert strict.say(sent).startswith(answer)


@pytest.mark.parametrize(
    ("begin", "drip"),
    [
        (b"GET /healthz HTTP/1.1\r\n", b"X: a\r\n"),
        (b"", b"\r\n"),
        (UPLOAD, b"a"),
        (
            b"POST /api/v1/hot/lines HTTP/1.1\r\nHost: localhost\r\n"
            b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"1\r\n \r\n",
        ),
    ],
)
def test_a_drip_is_cut(strict: Served, begin: bytes, drip: bytes) -> None:
    with strict.connect() as connection:
        connection.sendall(begin)
        assert drips_until_cut(connection, drip)


def drips_until_cut(connection: socket.socket, drip: bytes) -> bool:
    connection.settimeout(0.05)
    for _ in range(int(FAST_ENOUGH_S / 0.05)):
        try:
            connection.sendall(drip)
            if b" 408 " in (received := connection.recv(4096)) or received == b"":
                return True
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


def test_a_slow_upload_passes(strict: Served) -> None:
    with strict.connect() as connection:
        connection.sendall(UPLOAD.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        for _ in range(25):
            connection.sendall(b"a" * 8000)
            time.sleep(0.06)
        assert b'"copies":200000' in read_to_end(connection)


def test_an_answer_that_nobody_reads_is_dropped(strict: Served) -> None:
    with strict.connect() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(
            b"GET /api/v1/things/big-text/30000000 HTTP/1.1\r\nHost: localhost\r\n\r\n"
        )
        assert wait_until(lambda: strict.server.server_state.connections, 1)
        assert wait_until(lambda: strict.server.server_state.connections, 0)


def wait_until(read: object, count: int) -> bool:
    for _ in range(int(FAST_ENOUGH_S / 0.02)):
        if len(read()) == count:  # type: ignore[operator]
            return True
        time.sleep(0.02)
    return False


def test_a_slow_reader_gets_everything(strict: Served) -> None:
    received = 0
    with strict.connect() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        connection.sendall(
            b"GET /api/v1/things/big-text/8000000 HTTP/1.1\r\nHost: localhost\r\n"
            b"Connection: close\r\n\r\n"
        )
        while part := connection.recv(200_000):
            received += len(part)
            time.sleep(0.02)
    assert received > 8_000_000


def test_the_rest_of_a_refused_body_is_thrown_away_only_for_a_moment(strict: Served) -> None:
    with strict.connect() as connection:
        connection.sendall(
            b"POST /order/track HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n"
            b"Content-Type: application/json\r\n\r\n"
        )
        assert read_to_end(connection).startswith(b"HTTP/1.1 413 ")


def test_an_event_stream_is_not_cut_for_being_quiet(strict: Served) -> None:
    with strict.client() as client, client.stream("GET", "/api/v1/things/events?count=0") as events:
        time.sleep(1.2)
        assert not events.is_closed
        assert client.get("/healthz").status_code == 200


def test_past_the_cap_connections_are_told_to_come_back(serve: Serve) -> None:
    served = serve(ServerOptions(drain_s=0, max_connections=3))
    with contextlib.ExitStack() as stack:
        for _ in range(3):
            stack.enter_context(served.connect()).sendall(b"GET /")
        assert wait_until(lambda: served.server.server_state.connections, 3)
        assert served.say(b"").startswith(b"HTTP/1.1 503 ")


def answers_beside_slow_clients(count: int) -> list[int]:
    """Statuses of an honest client while `count` others hold on in four ways."""
    ways = [b"", b"GET /heal", UPLOAD, GET]
    options = ServerOptions(drain_s=0, grace_s=1)
    with (
        running(sample_app(EdgeOptions(environment="development", max_in_flight=4)), options) as s,
        contextlib.ExitStack() as stack,
    ):
        for number in range(count):
            connection = stack.enter_context(s.connect())
            connection.sendall(ways[number % len(ways)])
        assert wait_until(lambda: s.server.server_state.connections, count)
        with s.client() as client:
            return [client.get("/api/v1/about").status_code for _ in range(50)]


def test_slow_clients_take_no_place_from_an_honest_one() -> None:
    assert set(answers_beside_slow_clients(200)) == {200}


@pytest.mark.long
def test_a_thousand_slow_clients_take_no_place_from_an_honest_one() -> None:
    assert set(answers_beside_slow_clients(1000)) == {200}


def test_slow_clients_do_not_outlive_their_deadline(strict: Served) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(100):
            stack.enter_context(strict.connect()).sendall(b"GET / HTTP/1.1\r\nHost:")
        assert wait_until(lambda: strict.server.server_state.connections, 0)
