"""The headers that every answer carries."""

from __future__ import annotations

import httpx
import pytest

EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
PATHS = [
    "/healthz",
    "/readyz",
    "/metrics",
    "/api/v1/about",
    "/api/v1/openapi.json",
    "/api/v1/nowhere",
    "/api/v1/things/both",
    "/api/v1/things/fails/defect",
    "/api/v1/things/events",
    "/",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
def test_every_answer_is_guarded(client: httpx.Client, method: str, path: str) -> None:
    headers = client.request(method, path).headers
    assert {name: headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "camera=()" in headers["permissions-policy"]
    assert headers["cache-control"]
    assert headers["x-request-id"]


@pytest.mark.parametrize("path", [path for path in PATHS if path != "/"])
def test_the_api_is_not_kept_by_anybody(client: httpx.Client, path: str) -> None:
    assert client.get(path).headers["cache-control"] == "no-store"


def test_scripts_come_from_files_only(client: httpx.Client) -> None:
    policy = client.get("/").headers["content-security-policy"]
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert (parts["default-src"], "script-src" in parts) == ("'self'", False)


@pytest.mark.parametrize("path", PATHS)
def test_no_other_origin_is_let_in(client: httpx.Client, path: str) -> None:
    asked = {"Origin": "https://evil.com", "Access-Control-Request-Method": "POST"}
    answers = [client.get(path, headers=asked), client.options(path, headers=asked)]
    assert not [n for a in answers for n in a.headers if n.startswith("access-control")]


def test_the_server_does_not_name_itself(client: httpx.Client) -> None:
    assert "server" not in client.get("/healthz").headers


def test_each_request_has_an_id_of_its_own(client: httpx.Client) -> None:
    ids = {client.get("/healthz").headers["x-request-id"] for _ in range(5)}
    assert len(ids) == 5


def test_a_strangers_request_id_is_not_taken_over(client: httpx.Client) -> None:
    given = {"X-Request-ID": "0123456789abcdef"}
    assert client.get("/healthz", headers=given).headers["x-request-id"] != given["X-Request-ID"]


def test_no_header_appears_twice(client: httpx.Client) -> None:
    for path in PATHS:
        names = [name.lower() for name, _ in client.get(path).headers.raw]
        assert len(names) == len(set(names)), path
