"""A session's cookie behind Nginx: over TLS, at the root of a host and below a path of it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from regie.core.web import EdgeOptions

from .backend import SESSION, serving, trial_app
from .conftest import PROXY
from .nginx import NAME, Site

pytestmark = pytest.mark.nginx

NAMES = {"": "__Host-regie", "/mppeep": "__Secure-regie"}
ME = "/api/v1/trial/me"


@pytest.fixture(params=NAMES, ids=["root", "sub-path"])
def placed(request: pytest.FixtureRequest, start_nginx, front_end) -> Iterator[Site]:
    options = EdgeOptions(root_path=request.param, allowed_hosts=(NAME,), trusted_proxies=(PROXY,))
    with serving(trial_app(options, webapp=front_end)) as port:
        yield start_nginx([port, port, port], root=request.param)


@pytest.fixture
def guest(placed: Site) -> Iterator[httpx.Client]:
    with placed.visitor() as guest:
        yield guest


def test_its_name_path_and_flags_are_those_of_tls(placed: Site, guest: httpx.Client) -> None:
    answer = guest.post("/api/v1/trial/sign-in")
    flags = f"Path={placed.root or '/'}; Max-Age=60; Secure; HttpOnly; SameSite=Lax"
    assert answer.headers.get_list("set-cookie") == [
        f"{NAMES[placed.root]}={SESSION}; {flags}",
        f"{NAMES[placed.root]}-device=device; {flags}",
    ]


def test_it_comes_back_and_is_believed(guest: httpx.Client) -> None:
    guest.post("/api/v1/trial/sign-in")
    assert guest.get(ME).json() == "person:7"


@pytest.mark.parametrize("name", ["regie-dev", "regie", "__Host-regie", "__Secure-regie"])
def test_under_another_name_it_is_not(placed: Site, guest: httpx.Client, name: str) -> None:
    known = guest.get(ME, headers={"Cookie": f"{name}={SESSION}"}).status_code
    assert known == (200 if name == NAMES[placed.root] else 401)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": f"https://{NAME}"}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": f"http://{NAME}"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "https://evil.example", "X-Forwarded-Host": "evil.example"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({}, 403),
    ],
)
def test_a_change_by_it_has_to_come_from_a_page_of_that_address(
    guest: httpx.Client, headers: dict[str, str], status: int
) -> None:
    guest.post("/api/v1/trial/sign-in")
    assert guest.post(ME, headers=headers).status_code == status
