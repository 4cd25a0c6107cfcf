"""How requests are shared out, and what happens when a server is away."""

from __future__ import annotations

from collections import Counter

import pytest

from .backend import hanging_up
from .nginx import Site

pytestmark = pytest.mark.nginx

WHO = "/api/v1/trial/who"


def test_requests_are_shared_out_three_to_two_to_one(site: Site) -> None:
    seen: Counter[str] = Counter()
    for _ in range(6):
        with site.visitor() as visitor:
            seen.update(visitor.get(WHO).json()["server"] for _ in range(12))
    assert seen == {"a": 36, "b": 24, "c": 12}


def test_a_server_that_is_down_is_passed_over(
    start_nginx, servers: list[int], closed_port: int
) -> None:
    site = start_nginx([closed_port, servers[1], closed_port])
    with site.visitor() as visitor:
        answers = [visitor.get(WHO) for _ in range(6)]
    assert [answer.json()["server"] for answer in answers] == ["b"] * 6


def test_a_server_that_hangs_up_is_passed_over_for_a_request_that_may_be_repeated(
    start_nginx, servers: list[int]
) -> None:
    with hanging_up() as broken:
        site = start_nginx([broken.port, servers[1], broken.port])
        with site.visitor() as visitor:
            answers = [visitor.get(WHO) for _ in range(6)]
    assert [answer.json()["server"] for answer in answers] == ["b"] * 6
    assert broken.requests


@pytest.mark.parametrize("body", [b"", b"{}"], ids=["empty", "with-body"])
def test_a_post_is_never_sent_twice(start_nginx, body: bytes) -> None:
    with hanging_up() as broken:
        site = start_nginx([broken.port] * 3)
        with site.visitor() as visitor:
            answer = visitor.post(WHO, content=body)
        assert answer.status_code == 502
        assert broken.requests == [b"POST /mppeep/api/v1/trial/who HTTP/1.1"]
