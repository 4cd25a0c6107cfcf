"""Paths, queries and headers that break other servers, sent as they are."""

from __future__ import annotations

import json
import re

import pytest

from served import Served

PAGE = b"<!doctype html>"

LONG = "a" * 9000


def ask(served: Served, target: str | bytes, *headers: bytes, root: bool = True) -> tuple[int, str]:
    """Status, and the problem's code, `page` or nothing."""
    prefix = served.root_path.encode() if root else b""
    target = target.encode("latin-1") if isinstance(target, str) else target
    lines = headers or (b"Host: localhost",)
    request = b"GET " + prefix + target + b" HTTP/1.1\r\n" + b"\r\n".join(lines)
    received = served.say(request + b"\r\nConnection: close\r\n\r\n")
    head, _, body = received.partition(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    if body.lower().startswith(PAGE):
        return status, "page"
    known = re.search(rb"application/problem\+json", head)
    return status, json.loads(body)["code"] if known else ""


@pytest.mark.parametrize(
    ("target", "answer"),
    [
        ("/api/v1/about?", (200, "")),
        ("/api/v1/about?a=1&a=2&b[]=3&%C3%A9=%E2%82%AC&&==", (200, "")),
        ("/api/v1/about?" + "&".join(f"p{n}" for n in range(1000)), (200, "")),
        ("/api/v1/about?a=%00", (400, "malformed")),
        ("/api/v1/about?a=%ff", (400, "malformed")),
        ("/api/v1/about?a=%c0%80", (400, "malformed")),
        ("/api/v1/about?a=%ed%a0%80", (400, "malformed")),
        ("/api/v1/about?a=\xe9", (400, "malformed")),
        ("/api/v1/about?" + LONG, (431, "headers_too_large")),
        ("/api/v1/about#x", (200, "")),
        ("/api/v1/about/", (404, "not_found")),
        ("/api/v1//about", (404, "not_found")),
        ("/api/v1/about;a=1", (404, "not_found")),
        ("/api/v1/about%20", (404, "not_found")),
        ("/api/v1/About", (404, "not_found")),
        ("/api/v2/about", (404, "not_found")),
        ("/api", (404, "not_found")),
        ("/api/v1/%00", (400, "malformed")),
        ("/%ff", (400, "malformed")),
        ("/\xe9", (400, "malformed")),
        ("/%", (200, "page")),
        ("/%zz", (200, "page")),
        ("/" + LONG, (431, "headers_too_large")),
        ("/commandes/CL-1?a=b", (200, "page")),
        ("/index.html", (200, "page")),
        ("/..%2f..%2fetc%2fpasswd", (200, "page")),
        ("/assets/..%2f..%2f..%2fetc%2fpasswd", (200, "page")),
        ("/assets/%2e%2e/%2e%2e/pyproject.toml", (404, "not_found")),
        ("/assets/..\\..\\pyproject.toml", (404, "not_found")),
        ("/.env", (404, "not_found")),
        ("/.git/config", (200, "page")),
        ("/.vite/manifest.json", (404, "not_found")),
        ("/wp-login.php", (404, "not_found")),
        ("/api/v1/../../etc/passwd", (404, "not_found")),
        ("/metrics/../api/v1/about", (404, "not_found")),
        ("/api/docs", (404, "not_found")),
        ("/docs", (200, "page")),
        ("/openapi.json", (404, "not_found")),
    ],
)
def test_a_target_has_one_answer(served: Served, target: str, answer: tuple[int, str]) -> None:
    assert ask(served, target) == answer


@pytest.mark.parametrize(
    ("headers", "answer"),
    [
        ([b"Host: localhost"], (200, "")),
        ([b"Host: LOCALHOST.:80"], (200, "")),
        ([b"Host: [::1]:9000"], (200, "")),
        ([b"X: y"], (400, "malformed")),
        ([b"Host:"], (400, "malformed")),
        ([b"Host: a b"], (400, "malformed")),
        ([b"Host: localhost", b"Host: localhost"], (400, "malformed")),
        ([b"Host: localhost@evil.example"], (400, "malformed")),
        ([b"Host: evil.example"], (421, "misdirected")),
        ([b"Host: localhost.evil.example"], (421, "misdirected")),
        ([b"Host: localhost", b"X: " + b"y" * 40_000], (431, "headers_too_large")),
        ([b"Host: localhost", *(b"X-%d: y" % n for n in range(200))], (431, "headers_too_large")),
        ([b"Host: localhost", b"X: \0"], (400, "malformed")),
        ([b"Host: localhost", b"X : y"], (400, "malformed")),
        ([b"Host: localhost", b" folded: y"], (400, "malformed")),
        ([b"Host: localhost", b"X: \xe9\xff"], (200, "")),
        ([b"Host: localhost", b"X-Request-Id: \xff"], (200, "")),
        ([b"Host: localhost", b"Content-Length: -1"], (400, "malformed")),
        ([b"Host: localhost", b"Content-Length: 1e3"], (400, "malformed")),
        ([b"Host: localhost", b"Content-Length: " + b"9" * 30], (400, "malformed")),
        ([b"Host: localhost", b"Transfer-Encoding: x"], (400, "malformed")),
        ([b"Host: localhost", b"Upgrade: websocket", b"Connection: Upgrade"], (200, "")),
        ([b"Host: localhost", b"Expect: 200-nothing"], (200, "")),
        ([b"Host: localhost", b"Range: bytes=9-1"], (200, "")),
        ([b"Host: localhost", b"Cookie: " + b"a=b; " * 1000], (200, "")),
    ],
)
def test_headers_have_one_answer(
    served: Served, headers: list[bytes], answer: tuple[int, str]
) -> None:
    assert ask(served, "/api/v1/about", *headers) == answer


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET /api/v1/about HTTP/3.0",
        b"GET /api/v1/about",
        b"GET",
        b"PRI * HTTP/2.0",
        b"get /api/v1/about HTTP/1.1",
        b"FROBNICATE /api/v1/about HTTP/1.1",
        b"GET http://evil.example/api/v1/about HTTP/1.1",
        b"GET localhost/api/v1/about HTTP/1.1",
        b"CONNECT localhost:22 HTTP/1.1",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_what_is_no_request_of_http_1_is_400(served: Served, request_line: bytes) -> None:
    received = served.say(request_line + b"\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert received.startswith(b"HTTP/1.1 400 ")


def test_the_page_never_takes_its_base_from_the_request(served: Served) -> None:
    host = b"Host: localhost\r\nX-Forwarded-Prefix: /evil\r\nX-Forwarded-Host: evil.example"
    received = served.say(b"GET / HTTP/1.1\r\n" + host + b"\r\nConnection: close\r\n\r\n")
    assert b'<base href="%s/">' % served.root_path.encode() in received
    assert b"evil" not in received
