"""What the proxy check tells to whom."""

from __future__ import annotations

from collections.abc import Iterator
from time import time

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from regie.core.web import EdgeOptions, Routes
from regie.core.web.proxy_check import (
    CHECK_HEADER,
    PATH,
    STREAM_PATH,
    is_signed,
    proxy_check_routes,
    sign_check,
)

from .conftest import running
from .sample import sample_app

KEY = SecretStr("a-secret-key-of-the-tests-0123456789")
OTHER_KEY = SecretStr("another-secret-key-of-tests-9876543210")
NOW_S = 1_800_000_000.0


@pytest.mark.parametrize("later_s", [-59, 0, 59])
def test_a_token_is_good_for_a_minute(later_s: int) -> None:
    assert is_signed(sign_check(KEY, NOW_S), KEY, NOW_S + later_s)


@pytest.mark.parametrize("later_s", [-3600, -62, 61, 3600])
def test_a_token_is_not_good_for_longer(later_s: int) -> None:
    assert not is_signed(sign_check(KEY, NOW_S), KEY, NOW_S + later_s)


def test_a_token_of_another_key_is_refused() -> None:
    assert not is_signed(sign_check(OTHER_KEY, NOW_S), KEY, NOW_S)


def test_no_two_tokens_are_the_same() -> None:
    assert sign_check(KEY, NOW_S) != sign_check(KEY, NOW_S)


@given(place=st.integers(0, 90), character=st.characters(max_codepoint=255))
def test_a_token_that_was_changed_is_refused(place: int, character: str) -> None:
    token = sign_check(KEY, NOW_S)
    place %= len(token)
    changed = token[:place] + character + token[place + 1 :]
    assert changed == token or not is_signed(changed, KEY, NOW_S)


@given(st.text())
def test_what_is_no_token_is_refused(text: str) -> None:
    assert not is_signed(text, KEY, NOW_S)


@pytest.fixture(scope="module")
def asked() -> Iterator[httpx.Client]:
    options = EdgeOptions(environment="production", allowed_hosts=("regie.example.fr",))
    more = Routes(hot=proxy_check_routes(options, KEY, interval_s=0))
    with running(sample_app(options, more=more)) as served, served.client() as client:
        yield client


def signed() -> dict[str, str]:
    return {CHECK_HEADER: sign_check(KEY, time())}


@pytest.mark.parametrize(
    "token", ["", "x", sign_check(OTHER_KEY, time())], ids=["none", "nonsense", "of another key"]
)
@pytest.mark.parametrize(("method", "path"), [("GET", PATH), ("POST", PATH), ("GET", STREAM_PATH)])
def test_a_stranger_is_answered_as_if_nothing_were_there(
    asked: httpx.Client, method: str, path: str, token: str
) -> None:
    answer = asked.request(method, path, headers={CHECK_HEADER: token})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_stranger_cannot_make_it_take_an_upload_in(asked: httpx.Client) -> None:
    assert asked.post(PATH, content=bytes(2**22)).status_code == 404


def test_it_tells_what_arrived_under_a_host_that_is_not_allowed(asked: httpx.Client) -> None:
    view = asked.get(PATH, headers={**signed(), "Host": "evil.example"}).json()
    assert (view["host"], view["host_allowed"]) == ("evil.example", False)


def test_a_header_of_somebody_who_is_not_trusted_is_shown_and_not_believed(
    asked: httpx.Client,
) -> None:
    view = asked.get(PATH, headers={**signed(), "X-Real-IP": "198.51.100.7"}).json()
    shown = view["headers"]["x-real-ip"]
    assert (shown, view["client"], view["trusted"]) == ("198.51.100.7", "127.0.0.1", False)


def test_an_upload_above_the_bodies_limit_is_weighed(asked: httpx.Client) -> None:
    answer = asked.post(PATH, headers=signed(), content=bytes(3 * 2**20))
    assert answer.json()["received_bytes"] == 3 * 2**20


def test_it_is_not_in_the_public_document(asked: httpx.Client) -> None:
    document = asked.get("/api/v1/openapi.json", headers={"Host": "localhost"})
    assert "proxy-check" not in document.text


def test_the_stream_ends_after_its_events(asked: httpx.Client) -> None:
    answer = asked.get(STREAM_PATH, headers={**signed(), "Host": "localhost"})
    assert answer.text.count("data:") == 3
