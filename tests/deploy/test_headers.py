"""What answers carry, whoever made them: the application or Nginx itself."""

from __future__ import annotations

import httpx
import pytest

from .backend import ASSET
from .nginx import Site

pytestmark = pytest.mark.nginx

TEXT = "/api/v1/trial/text"
ANSWERS = {
    "page": "/commandes",
    "asset": f"/{ASSET}",
    "api": TEXT,
    "api-404": "/api/v1/nothing",
    "asset-404": "/assets/nothing.js",
}
SECURITY = {
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
ONCE = [*SECURITY, "content-security-policy", "permissions-policy", "cache-control", "x-request-id"]


@pytest.fixture
def broken(start_nginx, closed_port: int) -> Site:
    """Nothing is up: Nginx answers everything itself."""
    return start_nginx([closed_port] * 3)


@pytest.mark.parametrize("path", ANSWERS.values(), ids=ANSWERS)
def test_every_header_stands_once(visitor: httpx.Client, path: str) -> None:
    headers = visitor.get(path).headers
    assert {name: len(headers.get_list(name)) for name in ONCE} == dict.fromkeys(ONCE, 1)


def test_every_header_stands_once_in_what_nginx_answers_itself(broken: Site) -> None:
    with broken.visitor() as visitor:
        headers = visitor.get(TEXT).headers
    assert {name: len(headers.get_list(name)) for name in ONCE} == dict.fromkeys(ONCE, 1)


@pytest.mark.parametrize(("name", "value"), SECURITY.items())
@pytest.mark.parametrize("path", ANSWERS.values(), ids=ANSWERS)
def test_a_security_header_has_its_value(
    visitor: httpx.Client, path: str, name: str, value: str
) -> None:
    assert visitor.get(path).headers[name] == value


@pytest.mark.parametrize(("name", "value"), SECURITY.items())
def test_a_security_header_has_its_value_in_what_nginx_answers_itself(
    broken: Site, name: str, value: str
) -> None:
    with broken.visitor() as visitor:
        assert visitor.get(TEXT).headers[name] == value


def test_hsts_is_not_sent_over_plain_http(site: Site) -> None:
    answer = httpx.get(f"http://127.0.0.1:{site.http_port}/mppeep/")
    assert "strict-transport-security" not in answer.headers


@pytest.mark.parametrize("path", [TEXT, "/nothing"])
def test_nginx_does_not_tell_its_version(visitor: httpx.Client, path: str) -> None:
    assert visitor.get(path).headers["server"] == "nginx"


def test_a_built_file_may_be_kept_for_thirty_days(visitor: httpx.Client) -> None:
    cache_control = visitor.get(f"/{ASSET}").headers["cache-control"]
    assert cache_control == "public, max-age=2592000, immutable"


def test_a_built_file_that_has_not_changed_may_be_kept_as_long(visitor: httpx.Client) -> None:
    etag = visitor.get(f"/{ASSET}").headers["etag"]
    answer = visitor.get(f"/{ASSET}", headers={"If-None-Match": etag})
    assert (answer.status_code, answer.headers["cache-control"]) == (
        304,
        "public, max-age=2592000, immutable",
    )


def test_a_built_file_that_is_not_there_is_not_kept(visitor: httpx.Client) -> None:
    answer = visitor.get("/assets/nothing.js")
    assert (answer.status_code, answer.headers["cache-control"]) == (404, "no-store")


@pytest.mark.parametrize("path", [TEXT, "/api/v1/nothing"])
def test_the_api_is_never_kept(visitor: httpx.Client, path: str) -> None:
    assert visitor.get(path).headers["cache-control"] == "no-cache, no-store"


def test_a_page_is_asked_for_again(visitor: httpx.Client) -> None:
    assert visitor.get("/commandes").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", [TEXT, f"/{ASSET}"], ids=["api", "asset"])
def test_gzip_is_sent_to_whoever_reads_it(visitor: httpx.Client, path: str) -> None:
    answer = visitor.get(path, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"


def test_better_compression_passes(visitor: httpx.Client) -> None:
    answer = visitor.get(TEXT, headers={"Accept-Encoding": "br"})
    assert answer.headers["content-encoding"] == "br"


def test_an_answer_with_a_secret_is_not_compressed_by_nginx_either(visitor: httpx.Client) -> None:
    answer = visitor.get(TEXT, params={"secret": True}, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers
