"""How much one visitor may ask for and send."""

from __future__ import annotations

import socket
from collections import Counter
from time import monotonic

import httpx
import pytest

from .backend import ASSET
from .nginx import NAME, PATIENCE_S, Site, through_cloudflare

pytestmark = pytest.mark.nginx

WHO = "/api/v1/trial/who"
UPLOAD = "/api/v1/trial/upload"
BURST = 1 + 20


def ask(visitor: httpx.Client, times: int) -> list[httpx.Response]:
    return [visitor.get(WHO) for _ in range(times)]


def refused(site: Site) -> httpx.Response:
    with site.visitor() as visitor:
        return next(r for r in ask(visitor, 200) if r.status_code == 429)


def test_a_burst_of_twenty_passes_beside_the_first_request(visitor: httpx.Client) -> None:
    assert {answer.status_code for answer in ask(visitor, BURST)} == {200}


def test_beyond_the_burst_ten_a_second_pass(visitor: httpx.Client) -> None:
    began = monotonic()
    statuses = Counter(answer.status_code for answer in ask(visitor, 200))
    elapsed_s = monotonic() - began
    assert statuses.keys() == {200, 429}
    assert BURST <= statuses[200] <= BURST + 10 * elapsed_s + 1


def test_one_visitor_who_asks_too_much_costs_another_nothing(site: Site) -> None:
    with site.visitor() as greedy, site.visitor() as modest:
        ask(greedy, 60)
        assert modest.get(WHO).status_code == 200


def test_a_refusal_says_when_to_come_back(site: Site) -> None:
    assert refused(site).headers["retry-after"] == "1"


def test_a_refusal_is_a_problem(site: Site) -> None:
    answer = refused(site)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "rate_limited"


def statuses_behind_cloudflare(site: Site, addresses: list[str]) -> set[int]:
    with site.visitor() as cloudflare:
        return {
            cloudflare.get(WHO, headers={"CF-Connecting-IP": address}).status_code
            for address in addresses
        }


@pytest.fixture
def behind_cloudflare(start_nginx, servers: list[int]) -> Site:
    return start_nginx(servers, edit=through_cloudflare)


@pytest.mark.parametrize("network", ["2001:db8:1:2:", "2001:db8:0:2:", "2001:db8:"])
def test_the_addresses_of_one_ipv6_network_are_one_visitor(
    behind_cloudflare: Site, network: str
) -> None:
    addresses = [f"{network}:{number:x}" for number in range(1, 101)]
    assert statuses_behind_cloudflare(behind_cloudflare, addresses) == {200, 429}


def test_ipv6_networks_are_visitors_of_their_own(behind_cloudflare: Site) -> None:
    addresses = [f"2001:db8:1:{number:x}::1" for number in range(1, 101)]
    assert statuses_behind_cloudflare(behind_cloudflare, addresses) == {200}


def test_built_files_are_not_counted(visitor: httpx.Client) -> None:
    assert {visitor.get(f"/{ASSET}").status_code for _ in range(60)} == {200}


def test_an_upload_of_fifty_megabytes_passes(visitor: httpx.Client) -> None:
    answer = visitor.post(UPLOAD, content=bytes(50 * 2**20))
    assert answer.json() == {"received": 50 * 2**20}


def test_an_upload_of_one_byte_more_is_refused(visitor: httpx.Client) -> None:
    answer = visitor.post(UPLOAD, content=bytes(50 * 2**20 + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


def test_the_application_refuses_what_is_too_large_for_its_route(visitor: httpx.Client) -> None:
    answer = visitor.post("/api/v1/trial/small-upload", content=bytes(2 * 2**20))
    assert answer.json()["instance"] == "/mppeep/api/v1/trial/small-upload"


def test_that_refusal_does_not_wait_for_the_body(site: Site) -> None:
    head = (
        "POST /mppeep/api/v1/trial/small-upload HTTP/1.1\r\n"
        f"Host: {NAME}\r\nContent-Length: {2 * 2**20}\r\n\r\n"
    )
    plain = socket.create_connection(("127.0.0.1", site.https_port), timeout=PATIENCE_S)
    with site.certificate.trust.wrap_socket(plain, server_hostname=NAME) as connection:
        connection.sendall(head.encode() + b"the beginning")
        assert connection.recv(4096).startswith(b"HTTP/1.1 413 ")


def test_headers_that_are_too_large_are_refused_as_a_problem(visitor: httpx.Client) -> None:
    answer = visitor.get(WHO, headers={"X-Long": "x" * 10_000})
    assert (answer.status_code, answer.json()["code"]) == (431, "headers_too_large")
