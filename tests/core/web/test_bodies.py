"""How much may be sent, and what happens to the rest."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx
import pytest

from regie.core.web import EdgeOptions

from .conftest import Serve, Served, running
from .sample import sample_app

LIMIT = 2000


@pytest.fixture(scope="module")
def small() -> Iterator[Served]:
    options = EdgeOptions(environment="development", body_limit_bytes=LIMIT)
    with running(sample_app(options)) as served:
        yield served


def json_of(size: int) -> bytes:
    return b'"' + b"a" * (size - 2) + b'"'


def parts(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), 500):
        yield body[start : start + 500]


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/api/v1/things/anything", LIMIT, 200),
        ("/api/v1/things/anything", LIMIT + 1, 413),
        ("/api/v1/things/anything", 500_000, 413),
        ("/api/v1/things/uploads", 300_000, 200),
        ("/api/v1/things/uploads", 300_001, 413),
        ("/order/track", 201, 413),
        ("/api/v1/hot/lines", LIMIT + 1, 413),
    ],
)
@pytest.mark.parametrize("streamed", [False, True])
def test_each_route_has_its_limit(
    small: Served, path: str, size: int, status: int, streamed: bool
) -> None:
    body = json_of(size)
    with small.client(**{"Content-Type": "application/json"}) as client:
        answer = client.post(path, content=parts(body) if streamed else body)
    assert answer.status_code == status


def test_the_limit_is_named(small: Served) -> None:
    with small.client(**{"Content-Type": "application/json"}) as client:
        answer = client.post("/order/track", content=json_of(500))
    assert "200" in answer.json()["detail"]


def test_what_was_announced_too_large_is_refused_before_it_is_sent(small: Served) -> None:
    with small.connect() as connection:
        connection.sendall(
            b"POST /api/v1/things/uploads HTTP/1.1\r\nHost: localhost\r\n"
            b"Content-Length: 50000000\r\nExpect: 100-continue\r\n\r\n"
        )
        assert connection.recv(4096).startswith(b"HTTP/1.1 413 ")


def test_a_connection_serves_on_after_a_refused_body_that_was_sent_whole(small: Served) -> None:
    with small.client() as client:
        client.post("/order/track", content=json_of(500))
        assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/hot/lines", "/api/v1/things/uploads"])
def test_a_client_that_leaves_midway_is_no_error(
    serve: Serve, path: str, capfd: pytest.CaptureFixture[str]
) -> None:
    served = serve()
    with served.connect() as connection:
        connection.sendall(
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90000\r\n".encode()
            + b"Content-Type: application/json\r\n\r\n{"
        )
        time.sleep(0.1)
    metrics = wait_for_status(served, "4xx")
    assert "5xx" not in metrics
    output = capfd.readouterr()
    assert "error" not in output.out + output.err


def wait_for_status(served: Served, status: str) -> str:
    metrics = ""
    with served.client() as client:
        for _ in range(100):
            metrics = client.get("/metrics").text
            if f'status="{status}"' in metrics:
                return metrics
            time.sleep(0.02)
    pytest.fail(f"no answer with {status} was counted:\n{metrics}")


def test_a_body_that_nobody_reads_does_not_matter(client: httpx.Client) -> None:
    assert client.request("GET", "/healthz", content=b"x" * 1000).status_code == 200
