"""Who the application believes is asking."""

from __future__ import annotations

from time import time

import httpx
import pytest

from regie.core.web.proxy_check import CHECK_HEADER, PATH, sign_check

from .backend import SECRET_KEY
from .nginx import NAME, Site, through_cloudflare

pytestmark = pytest.mark.nginx

SEEN = "/api/v1/trial/seen"
FORGED = "198.51.100.7"
FORGERIES = {
    "x-forwarded-for": FORGED,
    "x-real-ip": FORGED,
    "cf-connecting-ip": FORGED,
    "forwarded": f"for={FORGED};proto=http;host=evil.example",
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "http",
    "x-forwarded-prefix": "/evil",
}


def address_of(visitor: httpx.Client) -> str:
    return visitor.get(SEEN).extensions["network_stream"].get_extra_info("client_addr")[0]


def test_the_application_sees_the_visitors_own_address(visitor: httpx.Client) -> None:
    assert visitor.get(SEEN).json()["client"] == address_of(visitor)


@pytest.mark.parametrize(("name", "value"), FORGERIES.items(), ids=FORGERIES)
def test_a_forged_header_changes_nothing(visitor: httpx.Client, name: str, value: str) -> None:
    honest = visitor.get(SEEN).json()
    forged = visitor.get(SEEN, headers={name: value}).json()
    same = ("client", "url", "link")
    assert {key: forged[key] for key in same} == {key: honest[key] for key in same}


def test_only_what_nginx_saw_itself_reaches_the_application(visitor: httpx.Client) -> None:
    token = sign_check(SECRET_KEY, time())
    answer = visitor.get(PATH, headers={**FORGERIES, CHECK_HEADER: token})
    address = address_of(visitor)
    assert answer.json()["headers"] == {
        "host": NAME,
        "x-forwarded-host": NAME,
        "x-forwarded-proto": "https",
        "x-forwarded-prefix": "/mppeep",
        "x-forwarded-for": address,
        "x-real-ip": address,
    }


def test_a_forged_ray_is_dropped(visitor: httpx.Client) -> None:
    assert visitor.get(SEEN, headers={"CF-Ray": "8f00aabbccddeeff-CDG"}).json()["cf_ray"] is None


def test_the_request_id_is_nginx_own(visitor: httpx.Client) -> None:
    answer = visitor.get(SEEN, headers={"X-Request-ID": "made-up-by-visitor"})
    assert answer.json()["request_id"] == answer.headers["x-request-id"] != "made-up-by-visitor"


def test_behind_cloudflare_the_visitor_is_whom_it_names(start_nginx, servers: list[int]) -> None:
    site: Site = start_nginx(servers, edit=through_cloudflare)
    with site.visitor(**{"CF-Connecting-IP": FORGED, "CF-Ray": "8f00aabbccddeeff-CDG"}) as visitor:
        seen = visitor.get(SEEN).json()
    assert (seen["client"], seen["cf_ray"]) == (FORGED, "8f00aabbccddeeff-CDG")


def test_behind_cloudflare_a_chain_of_addresses_is_not_believed(
    start_nginx, servers: list[int]
) -> None:
    site: Site = start_nginx(servers, edit=through_cloudflare)
    headers = {"CF-Connecting-IP": "203.0.113.9", "X-Forwarded-For": FORGED}
    with site.visitor(**headers) as visitor:
        assert visitor.get(SEEN).json()["client"] == "203.0.113.9"
