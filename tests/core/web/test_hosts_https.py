"""Under which names, and over which scheme."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import httpx
import pytest

from regie.core.errors import RegieError
from regie.core.web import HostRule

from .conftest import Serve, Served

LISTED = HostRule(("regie.example.fr", "*.sites.example.fr"), "production")
DEMO = HostRule((), "demo")


@pytest.mark.parametrize(
    ("rule", "host"),
    [
        (LISTED, b"regie.example.fr"),
        (LISTED, b"regie.example.fr:8443"),
        (LISTED, b"REGIE.example.FR."),
        (LISTED, b"paris.sites.example.fr"),
        (DEMO, b"localhost:9000"),
        (DEMO, b"regie.localhost"),
        (DEMO, b"127.0.0.1:9000"),
        (DEMO, b"[::1]:9000"),
        (DEMO, b"192.168.1.20:9000"),
    ],
)
def test_allows(rule: HostRule, host: bytes) -> None:
    assert rule.check(host, from_loopback=False)


@pytest.mark.parametrize(
    ("rule", "host", "status"),
    [
        (LISTED, b"sites.example.fr", 421),
        (LISTED, b"evilregie.example.fr", 421),
        (LISTED, b"regie.example.fr.evil.com", 421),
        (LISTED, b"192.168.1.20", 421),
        (LISTED, b"localhost", 421),
        (DEMO, b"rebound.evil.com", 421),
        (DEMO, b"localhost.evil.com", 421),
        (DEMO, b"127.0.0.1.nip.io", 421),
        (DEMO, None, 400),
        (DEMO, b"", 400),
        (DEMO, b"a/b", 400),
        (DEMO, b"user@localhost", 400),
        (DEMO, b"localhost\\@evil.com", 400),
        (DEMO, b"[::1", 400),
        (DEMO, b"[nonsense]", 400),
    ],
)
def test_refuses(rule: HostRule, host: bytes | None, status: int) -> None:
    with pytest.raises(RegieError) as refused:
        rule.check(host, from_loopback=False)
    assert refused.value.status == status


def test_this_machine_may_always_call_itself_localhost() -> None:
    assert LISTED.check(b"127.0.0.1:9000", from_loopback=True) == "127.0.0.1"


def test_this_machine_may_not_use_other_names() -> None:
    with pytest.raises(RegieError):
        LISTED.check(b"rebound.evil.com", from_loopback=True)


PROXIED: dict[str, Any] = {
    "environment": "production",
    "allowed_hosts": ("regie.example.fr",),
    "trusted_proxies": (ip_network("127.0.0.1"),),
}


def through_proxy(served: Served, method: str, path: str, **more: str) -> httpx.Response:
    headers = {
        "Host": "regie.example.fr",
        "X-Forwarded-For": "203.0.113.7",
        "X-Forwarded-Proto": "http",
        **more,
    }
    with served.client(**headers) as client:
        return client.request(method, path)


def test_plain_http_from_outside_is_sent_to_https(serve: Serve) -> None:
    answer = through_proxy(serve(**PROXIED), "GET", "/api/v1/about?a=%20b")
    assert (answer.status_code, answer.headers["location"]) == (
        308,
        "https://regie.example.fr/api/v1/about?a=%20b",
    )


def test_the_redirect_keeps_the_root_path(serve: Serve) -> None:
    answer = through_proxy(serve(**PROXIED, root_path="/mppeep"), "GET", "/orders/é")
    assert answer.headers["location"] == "https://regie.example.fr/mppeep/orders/%C3%A9"


def test_a_body_over_plain_http_is_refused(serve: Serve) -> None:
    assert through_proxy(serve(**PROXIED), "POST", "/order/track").status_code == 403


def test_no_redirect_to_a_host_that_is_not_ours(serve: Serve) -> None:
    assert through_proxy(serve(**PROXIED), "GET", "/", Host="evil.com").status_code == 421


def test_https_is_served_with_hsts(serve: Serve) -> None:
    secure = {"X-Forwarded-Proto": "https"}
    answer = through_proxy(serve(**PROXIED), "GET", "/api/v1/about", **secure)
    assert (answer.status_code, answer.headers["strict-transport-security"]) == (
        200,
        "max-age=31536000; includeSubDomains",
    )


def test_plain_http_never_carries_hsts(client: httpx.Client) -> None:
    assert "strict-transport-security" not in client.get("/healthz").headers


def test_this_machine_may_use_plain_http(serve: Serve) -> None:
    with serve(**PROXIED).client() as client:
        assert client.get("/api/v1/about").status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_may_use_any_host_and_plain_http(serve: Serve, path: str) -> None:
    assert through_proxy(serve(**PROXIED), "GET", path, Host="10.1.2.3").status_code == 200


def test_links_tell_what_the_proxy_saw(serve: Serve) -> None:
    secure = {"X-Forwarded-Proto": "https"}
    answer = through_proxy(serve(**PROXIED), "GET", "/api/v1/things/url", **secure)
    assert answer.json()["label"] == "https://regie.example.fr/api/v1/things/by-number/7"


def test_a_forwarded_host_is_checked_too(serve: Serve) -> None:
    forged = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.com"}
    assert through_proxy(serve(**PROXIED), "GET", "/api/v1/about", **forged).status_code == 421
