"""A browser's cookie counts in a changing request only when a page of ours sent it."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

import httpx
import pytest

from regie.core.web import RefusedAccess

from .conftest import Served, running
from .known import KnownPeople, guarded_app

MANAGE = "/api/v1/trial/manage"
LINE = {"label": "x", "copies": 1}
COOKIE = {"Cookie": "regie-dev=manager"}
HOST = "regie.localhost:9000"
OURS = {"Host": HOST, "Origin": f"http://{HOST}"}

CONTENT_TYPES = (
    "application/json",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/octet-stream",
    "application/json; charset=utf-8",
    "text/json",
    None,
)


@pytest.fixture(scope="module")
def refused() -> list[RefusedAccess]:
    return []


@pytest.fixture(scope="module")
def served(refused: list[RefusedAccess]) -> Iterator[Served]:
    app = guarded_app(KnownPeople(), refused=refused, trusted_proxies=(ip_network("127.0.0.2/32"),))
    with running(app) as served:
        yield served


@pytest.fixture(scope="module")
def client(served: Served) -> Iterator[httpx.Client]:
    with served.client() as client:
        yield client


FROM = {
    "our page": (OURS, 200),
    "our page, said by the browser": ({"Host": HOST, "Sec-Fetch-Site": "same-origin"}, 200),
    "the person herself": ({"Host": HOST, "Sec-Fetch-Site": "none"}, 200),
    "our page, named in capitals": ({"Host": HOST, "Origin": f"http://{HOST.upper()}"}, 200),
    "our page, without the scheme's port": (
        {"Host": "regie.localhost:80", "Origin": "http://regie.localhost"},
        200,
    ),
    "another site": ({"Host": HOST, "Sec-Fetch-Site": "cross-site"}, 403),
    "a neighbour of the same site": ({"Host": HOST, "Sec-Fetch-Site": "same-site"}, 403),
    "another site, with an Origin like ours": (OURS | {"Sec-Fetch-Site": "cross-site"}, 403),
    "a word of tomorrow": (OURS | {"Sec-Fetch-Site": "same-planet"}, 403),
    "another origin": ({"Host": HOST, "Origin": "http://evil.example"}, 403),
    "another scheme": ({"Host": HOST, "Origin": f"https://{HOST}"}, 403),
    "another port": ({"Host": HOST, "Origin": "http://regie.localhost:9001"}, 403),
    "a name that begins with ours": ({"Host": HOST, "Origin": f"http://{HOST}.evil.example"}, 403),
    "a name that ends with ours": ({"Host": HOST, "Origin": f"http://evil{HOST}"}, 403),
    "our origin with a path": ({"Host": HOST, "Origin": f"http://{HOST}/"}, 403),
    "a page without an origin": ({"Host": HOST, "Origin": "null"}, 403),
    "an empty origin": ({"Host": HOST, "Origin": ""}, 403),
    "a client that says nothing": ({"Host": HOST}, 403),
    "a page of ours, by its Referer alone": ({"Host": HOST, "Referer": f"http://{HOST}/"}, 403),
}


@pytest.mark.parametrize(("headers", "status"), FROM.values(), ids=list(FROM))
def test_a_changing_request_by_cookie_has_to_come_from_a_page_of_ours(
    client: httpx.Client, headers: dict[str, str], status: int
) -> None:
    answer = client.post(MANAGE, json=LINE, headers=COOKIE | headers)
    assert answer.status_code == status, answer.text


@pytest.mark.parametrize("content_type", CONTENT_TYPES)
def test_no_type_of_content_leads_around_that(
    client: httpx.Client, content_type: str | None
) -> None:
    headers = COOKIE | {"Host": HOST, "Origin": "http://evil.example"}
    if content_type is not None:
        headers["Content-Type"] = content_type
    content = b'{"label": "x", "copies": 1}'
    answer = client.post(MANAGE, content=content, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "cross_origin")


def test_a_page_of_another_site_may_make_a_browser_read(client: httpx.Client) -> None:
    """It does not see the answer, and reading changes nothing."""
    headers = COOKIE | {"Host": HOST, "Sec-Fetch-Site": "cross-site"}
    assert client.get("/api/v1/trial/read", headers=headers).status_code == 200


def test_a_token_is_sent_by_no_browser_on_its_own(client: httpx.Client) -> None:
    headers = {"Authorization": "Bearer manager", "Sec-Fetch-Site": "cross-site"}
    assert client.post(MANAGE, json=LINE, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("token", "status"), [("manager", 200), ("reader", 403), ("expired", 401), ("", 401)]
)
def test_beside_a_token_a_cookie_is_not_looked_at(
    client: httpx.Client, token: str, status: int
) -> None:
    headers = COOKIE | OURS | {"Authorization": f"Bearer {token}".strip()}
    assert client.post(MANAGE, json=LINE, headers=headers).status_code == status


def test_what_a_proxy_asks_for_itself_is_no_token(client: httpx.Client) -> None:
    headers = COOKIE | OURS | {"Authorization": "Basic cHJveHk6c2VjcmV0"}
    assert client.post(MANAGE, json=LINE, headers=headers).status_code == 200


def test_who_is_known_on_a_public_route_is_protected_too(client: httpx.Client) -> None:
    headers = COOKIE | {"Host": HOST, "Sec-Fetch-Site": "cross-site"}
    assert client.post("/api/v1/trial/public-or-known", headers=headers).status_code == 403


def test_who_is_not_known_there_is_a_stranger_from_wherever(client: httpx.Client) -> None:
    headers = {"Cookie": "regie-dev=expired", "Host": HOST, "Sec-Fetch-Site": "cross-site"}
    assert client.post("/api/v1/trial/public-or-known", headers=headers).status_code == 200


def test_whose_browser_was_made_to_ask_is_told(
    client: httpx.Client, refused: list[RefusedAccess]
) -> None:
    client.post(MANAGE, json=LINE, headers=COOKIE | {"Host": HOST})
    assert (refused[-1].actor.key, refused[-1].code) == ("person:7", "cross_origin")


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://regie.example.fr", 200),
        ("http://regie.example.fr", 403),
        ("https://127.0.0.1", 403),
    ],
)
def test_behind_a_proxy_the_origin_is_what_the_proxy_saw(origin: str, status: int) -> None:
    app = guarded_app(
        KnownPeople(),
        trusted_proxies=(ip_network("127.0.0.1/32"),),
        allowed_hosts=("regie.example.fr",),
    )
    headers = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "regie.example.fr",
        "X-Forwarded-For": "203.0.113.7",
        "Cookie": "__Host-regie=manager",
        "Origin": origin,
    }
    with running(app) as served, served.client() as client:
        assert client.post(MANAGE, json=LINE, headers=headers).status_code == status
