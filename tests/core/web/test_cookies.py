"""Names, flags and paths of our cookies, and which of them is believed."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.responses import Response

from regie.core.web import DEVICE_COOKIE, SESSION_COOKIE, CookieNeedsHttps, Exchange
from regie.core.web.overload import Gate
from regie.core.web.proxies import ProxyRule

HERE = ("127.0.0.1", 50000)
ELSEWHERE = ("203.0.113.7", 50000)


def exchange(
    *, scheme: str = "https", root: str = "", peer: Any = HERE, **headers: str
) -> Exchange:
    sent = {"host": "localhost:9000"} | headers
    raw = [(name.replace("_", "-").encode(), text.encode()) for name, text in sent.items()]
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "scheme": scheme,
        "client": peer,
        "headers": raw,
    }
    made = Exchange(scope, dict(raw), asyncio.Event(), Gate(1, 1, 1, 1, 1))
    made.adopt(ProxyRule(()).judge(scope, made.headers))
    made.root_path = root
    return made


def set_cookie(asked: Exchange, cookie: Any = SESSION_COOKIE) -> str:
    response = Response()
    cookie.set(response, asked, "secret", 60)
    return response.headers["set-cookie"]


WHERE = {
    "HTTPS": (exchange(), "__Host-regie", "/", True),
    "HTTPS below a root path": (exchange(root="/mppeep"), "__Secure-regie", "/mppeep", True),
    "HTTPS from elsewhere": (exchange(peer=ELSEWHERE), "__Host-regie", "/", True),
    "plain HTTP here": (exchange(scheme="http"), "regie-dev", "/", False),
    "plain HTTP here, below a root path": (
        exchange(scheme="http", root="/mppeep"),
        "regie-dev",
        "/mppeep",
        False,
    ),
}


@pytest.mark.parametrize(("asked", "name", "path", "secure"), WHERE.values(), ids=list(WHERE))
def test_name_path_and_flags_follow_from_how_the_request_came(
    asked: Exchange, name: str, path: str, secure: bool
) -> None:
    flags = "; Secure; HttpOnly; SameSite=Lax" if secure else "; HttpOnly; SameSite=Lax"
    assert set_cookie(asked) == f"{name}=secret; Path={path}; Max-Age=60{flags}"


def test_a_device_has_a_cookie_of_its_own_by_the_same_rule() -> None:
    assert set_cookie(exchange(), DEVICE_COOKIE).startswith("__Host-regie-device=secret; Path=/;")


IN_THE_CLEAR = {
    "from elsewhere": exchange(scheme="http", peer=ELSEWHERE),
    "through a proxy on this machine": exchange(scheme="http", x_forwarded_for="203.0.113.7"),
    "under another name": exchange(scheme="http", host="rebound.example"),
}


@pytest.mark.parametrize("asked", IN_THE_CLEAR.values(), ids=list(IN_THE_CLEAR))
def test_in_the_clear_no_cookie_is_given(asked: Exchange) -> None:
    with pytest.raises(CookieNeedsHttps):
        set_cookie(asked)


@pytest.mark.parametrize("asked", IN_THE_CLEAR.values(), ids=list(IN_THE_CLEAR))
def test_in_the_clear_there_is_none_to_take_away(asked: Exchange) -> None:
    response = Response()
    SESSION_COOKIE.clear(response, asked)
    assert "set-cookie" not in response.headers


def test_a_cookie_is_taken_away_under_the_same_name_path_and_flags() -> None:
    response = Response()
    SESSION_COOKIE.clear(response, exchange(root="/mppeep"))
    assert response.headers["set-cookie"] == (
        "__Secure-regie=; Path=/mppeep; Max-Age=0; Secure; HttpOnly; SameSite=Lax"
    )


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        (exchange(cookie="__Host-regie=a"), "a"),
        (exchange(cookie="theme=dark; __Host-regie=a; x=y"), "a"),
        (exchange(cookie="__Host-regie=a=b"), "a=b"),
        (exchange(cookie="__Host-regie=a; __Host-regie=b"), None),
        (exchange(cookie="__Host-regie=a; __Host-regie=a"), None),
        (exchange(cookie="__host-regie=a"), None),
        (exchange(cookie="__Host-regie-device=a"), None),
        (exchange(cookie="regie-dev=a"), None),
        (exchange(cookie="__Secure-regie=a"), None),
        (exchange(root="/mppeep", cookie="__Host-regie=a"), None),
        (exchange(root="/mppeep", cookie="__Secure-regie=a"), "a"),
        (exchange(scheme="http", cookie="regie-dev=a"), "a"),
        (exchange(scheme="http", cookie="__Host-regie=a"), None),
        (exchange(scheme="http", peer=ELSEWHERE, cookie="regie-dev=a"), None),
        (exchange(cookie=""), None),
        (exchange(cookie=";;=;"), None),
        (exchange(), None),
    ],
)
def test_only_the_name_that_belongs_there_is_believed_and_only_once(
    asked: Exchange, read: str | None
) -> None:
    assert SESSION_COOKIE.read(asked) == read
