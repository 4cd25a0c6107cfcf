"""What every answer carries, whatever it answers."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from regie.core.ids import valid_request_id
from served import TRACK

from .exchanges import JSON, KINDS, NUMBER, PATHS, asking

CANARY = "hunter2canary"

Ask = Callable[[str, str, bytes], httpx.Response]


@pytest.fixture
def ask(client: httpx.Client) -> Ask:
    return lambda method, path, body: client.request(method, path, content=body, headers=JSON)


@pytest.mark.parametrize(("method", "path", "body"), KINDS)
class TestEveryAnswer:
    def test_says_who_may_keep_it(self, ask: Ask, method: str, path: str, body: bytes) -> None:
        assert ask(method, path, body).headers.get_list("cache-control") != []

    def test_names_its_request_once(self, ask: Ask, method: str, path: str, body: bytes) -> None:
        named = ask(method, path, body).headers.get_list("x-request-id")
        assert [valid_request_id(name) for name in named] == [True]

    def test_is_what_it_says(self, ask: Ask, method: str, path: str, body: bytes) -> None:
        assert ask(method, path, body).headers["x-content-type-options"] == "nosniff"

    def test_may_not_be_framed(self, ask: Ask, method: str, path: str, body: bytes) -> None:
        policy = ask(method, path, body).headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy

    def test_sets_no_cookie(self, ask: Ask, method: str, path: str, body: bytes) -> None:
        assert "set-cookie" not in ask(method, path, body).headers


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", [b'"RAMI"', b'"Dupont"', b"7"])
def test_nobody_keeps_an_answer_about_an_order(ask: Ask, path: str, name: bytes) -> None:
    assert ask("POST", path, asking(name=name)).headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["/", "/theme.js", "/healthz", "/api/v1/about", "/api/v1/openapi.json"]
)
def test_head_is_get_without_its_body(client: httpx.Client, path: str) -> None:
    plain = {"Accept-Encoding": "identity"}
    get, head = (client.request(method, path, headers=plain) for method in ("GET", "HEAD"))
    varying = ("date", "x-request-id")
    without = [[item for item in a.headers.items() if item[0] not in varying] for a in (get, head)]
    assert (head.status_code, head.content, without[1]) == (get.status_code, b"", without[0])


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", {"GET", "HEAD", "OPTIONS"}),
        ("/healthz", {"GET", "HEAD", "OPTIONS"}),
        ("/api/v1/about", {"GET", "HEAD", "OPTIONS"}),
        (TRACK, {"POST", "OPTIONS"}),
        ("/order/track", {"POST", "OPTIONS"}),
    ],
)
class TestMethods:
    def test_that_are_allowed_are_told(
        self, client: httpx.Client, path: str, allowed: set[str]
    ) -> None:
        answer = client.options(path)
        assert (answer.status_code, set(answer.headers["allow"].split(", "))) == (204, allowed)

    @pytest.mark.parametrize(
        "method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "PURGE"]
    )
    def test_that_are_not_allowed_are_405_and_told(
        self, client: httpx.Client, path: str, allowed: set[str], method: str
    ) -> None:
        answer = client.request(method, path)
        refused = answer.status_code == 405
        assert refused == (method not in allowed)
        assert not refused or set(answer.headers["allow"].split(", ")) == allowed


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "OPTIONS"])
def test_what_does_not_exist_is_404_by_any_method(client: httpx.Client, method: str) -> None:
    assert client.request(method, "/api/v1/nowhere").status_code == 404


@pytest.mark.parametrize("path", ["/api/v1/proxy-check", "/api/v1/proxy-check/stream"])
@pytest.mark.parametrize(
    "token", [b"", b"x", b"..", b"\xff.\xe9", b"9999999999.0.", b"nan.0.0", b"1." * 4000]
)
def test_without_the_installations_key_a_check_does_not_exist(
    client: httpx.Client, path: str, token: bytes
) -> None:
    answer = client.get(path, headers={b"X-Regie-Proxy-Check": token})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    ("method", "path", "body", "headers"),
    [
        ("GET", f"/api/v1/{CANARY}", "", {}),
        ("GET", f"/{CANARY}.js", "", {}),
        ("GET", f"/{CANARY}", "", {}),
        ("GET", f"/api/v1/about?{CANARY}={CANARY}", "", {}),
        ("DELETE", f"/api/v1/about?{CANARY}", "", {}),
        ("GET", "/api/v1/nowhere", "", {"Cookie": CANARY, "Referer": CANARY, "Origin": CANARY}),
        ("GET", "/api/v1/nowhere", "", {"Authorization": CANARY, "X-Request-Id": CANARY}),
        ("GET", "/api/v1/nowhere", "", {"Accept-Language": CANARY, "User-Agent": CANARY}),
        ("GET", "/api/v1/nowhere", "", {"X-Forwarded-For": CANARY, "CF-Ray": CANARY}),
        ("GET", "/api/v1/nowhere", "", {"X-Forwarded-Host": CANARY, "X-Forwarded-Proto": CANARY}),
        ("GET", "/api/v1/about", "", {"Host": f"{CANARY}.example"}),
        ("POST", TRACK, CANARY, {}),
        ("POST", TRACK, f'"{CANARY}"', {}),
        ("POST", TRACK, f'{{"{CANARY}":1}}', {}),
        ("POST", TRACK, f'{{"number":"{CANARY}","name":"{CANARY}"}}', {}),
        ("POST", TRACK, f'{{"number":"{CANARY}","name":"{CANARY}","name":1}}', {}),
        ("POST", TRACK, f'{{"number":["{CANARY}"],"name":{{"{CANARY}":1}}}}', {}),
        ("POST", TRACK, f'{{"number":"{CANARY * 9}","name":"{CANARY}\\n"}}', {}),
        ("POST", TRACK, f'{{"number":"{NUMBER.decode()}","name":"{CANARY}"}}', {}),
        ("POST", TRACK, CANARY * 1000, {}),
        ("POST", TRACK, "{}", {"Content-Type": CANARY}),
        ("POST", TRACK, "{}", {"Content-Encoding": CANARY}),
    ],
)
def test_nothing_that_was_sent_comes_back(
    client: httpx.Client, method: str, path: str, body: str, headers: dict[str, str]
) -> None:
    """The path does, as the `instance` that RFC 9457 wants, and nowhere else."""
    answer = client.request(method, path, content=body, headers={**JSON, **headers})
    told = answer.text.replace(f'"instance":"{answer.request.url.path}"', "")
    assert CANARY not in told + str(answer.headers)
