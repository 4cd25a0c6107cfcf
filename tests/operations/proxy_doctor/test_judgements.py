"""What can be told without a proxy: clocks, stalls, and no proxy at all."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from regie.core.web.proxy_check import ProxyView
from regie.operations.proxy_doctor.judgements import (
    judge_clock,
    judge_cookies,
    judge_stream,
    judge_trust,
    judge_upload,
)

NOW_S = 1_800_000_000.0
VIEW = ProxyView(
    scheme="http",
    host="localhost",
    host_allowed=True,
    root_path="",
    path="/api/v1/proxy-check",
    client="127.0.0.1",
    peer="127.0.0.1",
    trusted=False,
    headers={"host": "localhost"},
    request_id="0123456789",
    time=NOW_S,
    received_bytes=0,
    cookie="regie_proxy_check=1; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=Lax",
)


@pytest.mark.parametrize("date_s", [NOW_S, NOW_S - 4, None])
def test_clocks_that_agree_within_seconds_are_right(date_s: float | None) -> None:
    assert judge_clock(NOW_S, date_s, NOW_S).status == "pass"


@pytest.mark.parametrize(
    ("date_s", "seen"),
    [
        (NOW_S + 3600, "the proxy’s clock is 3600 s ahead of this machine’s"),
        (NOW_S - 60, "the proxy’s clock is 60 s behind this machine’s"),
    ],
)
def test_the_proxys_clock_is_told_apart_from_regies(date_s: float, seen: str) -> None:
    assert judge_clock(NOW_S, date_s, NOW_S).seen == seen


@pytest.mark.parametrize(
    "arrived",
    [[0.0, 0.5, 1.0], [1.0, 1.5, 2.0], [0.1, 1.2, 1.2]],
    ids=["prompt", "late-start", "stall-on-this-side"],
)
def test_a_slow_line_is_not_taken_for_a_stream_held_back(arrived: list[float]) -> None:
    assert judge_stream(200, arrived).status == "pass"


@pytest.mark.parametrize(
    ("status", "arrived"),
    [(200, [1.0, 1.0, 1.0]), (200, [0.0]), (502, [])],
    ids=["held-back", "cut", "refused"],
)
def test_a_stream_that_is_held_back_or_cut_is_wrong(status: int, arrived: list[float]) -> None:
    assert judge_stream(status, arrived).status == "fail"


def test_no_proxy_in_between_needs_no_trust() -> None:
    assert judge_trust(VIEW, urlsplit("http://localhost")).status == "pass"


@pytest.mark.parametrize(
    ("url", "headers"),
    [
        ("https://localhost", VIEW.headers),
        ("http://localhost", {"host": "localhost", "x-forwarded-for": "192.0.2.1"}),
    ],
    ids=["tls-ends-elsewhere", "headers"],
)
def test_a_proxy_that_shows_itself_must_be_trusted(url: str, headers: dict[str, str]) -> None:
    assert judge_trust(replace(VIEW, headers=headers), urlsplit(url)).status == "fail"


@pytest.mark.parametrize("received", [[], ["other=1; Path=/"], ["\x00=;;"]])
def test_a_cookie_that_does_not_arrive_is_wrong(received: list[str]) -> None:
    assert judge_cookies(VIEW, received).seen == "Régie’s cookie does not arrive"


def test_an_upload_that_arrives_cut_is_wrong() -> None:
    assert judge_upload(200, 10, 20).status == "fail"
