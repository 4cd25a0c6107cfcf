"""One idea of where a request begins and ends."""

from __future__ import annotations

import json

import httpx
import pytest

from .conftest import Serve, Served

GET = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /api/v1/hot/lines HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
LINE = b'{"label":"a","copies":1}'
CHUNKED_LINE = b"18\r\n" + LINE + b"\r\n0\r\n\r\n"
CLOSE = b"Connection: close\r\n\r\n"


def status_of(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


@pytest.mark.parametrize(
    "request_bytes",
    [
        POST + b"Content-Length: 24\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKED_LINE,
        POST + b"Transfer-Encoding: chunked\r\nContent-Length: 24\r\n\r\n" + CHUNKED_LINE,
        POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n" + CHUNKED_LINE,
        POST + b"Transfer-Encoding: gzip\r\n\r\n",
        POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n" + CHUNKED_LINE,
        POST + b"Content-Length: 24\r\nContent-Length: 24\r\n\r\n" + LINE,
        POST + b"Content-Length: 24\r\nContent-Length: 25\r\n\r\n" + LINE,
        POST + b"Content-Length: +24\r\n\r\n" + LINE,
        POST + b"Content-Length : 24\r\n\r\n" + LINE,
        POST + b"Content-Length: 24\r\nX: a\r\n folded\r\n\r\n" + LINE,
        POST.replace(b"1.1", b"1.0") + b"Transfer-Encoding: chunked\r\n\r\n" + CHUNKED_LINE,
        POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        GET + b"X: a\x00b\r\n\r\n",
        GET + b"X: a\rb\r\n\r\n",
        GET + b"Host: other\r\n" + CLOSE,
        b"GET /healthz HTTP/1.1\nHost: localhost\n\n",
        b"GET /healthz\r\n\r\n",
        b"GET http://evil.com/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET ftp://localhost/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /caf\xc3\xa9 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_refuses_what_two_readers_could_read_in_two_ways(
    served: Served, request_bytes: bytes
) -> None:
    assert status_of(served.say(request_bytes)) == 400


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (GET + CLOSE, 200),
        (POST + b"Content-Length: 24\r\n" + CLOSE + LINE, 200),
        (POST + b"Transfer-Encoding: chunked\r\n" + CLOSE + CHUNKED_LINE, 200),
        (POST + b"Transfer-Encoding: Chunked\r\n" + CLOSE + CHUNKED_LINE, 200),
        (b"GET http://localhost/healthz HTTP/1.1\r\nHost: localhost\r\n" + CLOSE, 200),
        (b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n" + CLOSE, 204),
        (GET + b"Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n", 200),
        (GET + b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n", 200),
        (b"GET /api/v1/about HTTP/1.1\r\n" + CLOSE, 400),
        (POST + b"Content-Length: 24\r\nContent-Encoding: gzip\r\n" + CLOSE + LINE, 415),
        (POST + b"Content-Type: text/plain\r\nContent-Length: 24\r\n" + CLOSE + LINE, 400),
        (GET + b"X: " + b"a" * 40_000 + b"\r\n\r\n", 431),
        (GET + b"X: a\r\n" * 200 + b"\r\n", 431),
        (b"GET /" + b"a" * 10_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 431),
    ],
)
def test_answers(served: Served, request_bytes: bytes, status: int) -> None:
    assert status_of(served.say(request_bytes)) == status


def test_a_header_without_end_is_cut(served: Served) -> None:
    with served.connect() as connection:
        connection.sendall(GET + b"X: ")
        answer = b""
        connection.settimeout(0.02)
        for _ in range(200):
            try:
                connection.sendall(b"a" * 1000)
                answer = connection.recv(4096)
            except TimeoutError:
                continue
            except OSError:
                break
            break
    assert answer == b"" or status_of(answer) == 431


def test_trailers_do_not_become_headers(serve: Serve) -> None:
    trailer = CHUNKED_LINE.removesuffix(b"\r\n") + b"Content-Encoding: gzip\r\n\r\n"
    answer = serve().say(POST + b"Transfer-Encoding: chunked\r\n" + CLOSE + trailer)
    assert status_of(answer) == 200


def test_pipelined_requests_are_answered_in_order(served: Served) -> None:
    answers = served.say(
        b"GET /api/v1/hot/one HTTP/1.1\r\nHost: localhost\r\n\r\n"
        b"GET /api/v1/hot/two HTTP/1.1\r\nHost: localhost\r\n" + CLOSE
    )
    assert 0 < answers.find(b"one") < answers.find(b"two")


@pytest.mark.parametrize(
    "target",
    [
        "/api/v1/things/fails/%00",
        "/api/v1/things/fails/%ff",
        "/api/v1/things/fails/%ed%a0%80",
        "/api/v1/things/search?text=%00",
        "/api/v1/things/search?text=%c3%28",
        "/api/v1/things/search?%ff=1",
    ],
)
def test_escapes_that_are_no_text_are_refused(served: Served, target: str) -> None:
    answer = served.say(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n".encode() + CLOSE)
    assert status_of(answer) == 400


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("PUT", "/api/v1/things/both", 405, "DELETE, GET, HEAD, OPTIONS"),
        ("GET", "/api/v1/hot/lines", 200, None),
        ("DELETE", "/api/v1/hot/lines", 405, "GET, HEAD, OPTIONS, POST"),
        ("GET", "/order/track", 405, "OPTIONS, POST"),
        ("POST", "/healthz", 405, "GET, HEAD, OPTIONS"),
        ("POST", "/some/page", 405, "GET, HEAD, OPTIONS"),
        ("TRACE", "/api/v1/things/both", 405, "DELETE, GET, HEAD, OPTIONS"),
        ("POST", "/api/v1/nowhere", 404, None),
        ("OPTIONS", "/api/v1/things/both", 204, "DELETE, GET, HEAD, OPTIONS"),
        ("OPTIONS", "/order/track", 204, "OPTIONS, POST"),
        ("OPTIONS", "/api/v1/nowhere", 404, None),
    ],
)
def test_methods(
    client: httpx.Client, method: str, path: str, status: int, allow: str | None
) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.headers.get("allow")) == (status, allow)


@pytest.mark.parametrize("path", ["/healthz", "/api/v1/about", "/api/v1/things/both", "/metrics"])
def test_head_answers_as_get_without_a_body(client: httpx.Client, path: str) -> None:
    answer = client.head(path)
    assert (answer.status_code, answer.content) == (200, b"")


def test_the_refusal_before_any_request_is_a_problem_too(served: Served) -> None:
    head, _, body = served.say(b"nonsense\r\n\r\n").partition(b"\r\n\r\n")
    assert json.loads(body)["code"] == "malformed"
    assert b"application/problem+json" in head
