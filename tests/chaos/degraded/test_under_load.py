"""Valkey goes down, in each way, under load: who does not need it does not notice."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep

import pytest

from served import MINE, TRACK

from .failures import FAILURES
from .site import Site, remember

WAYS = [name for name in FAILURES if name.startswith("Valkey")]
ASKERS = 4


@contextmanager
def asked_all_the_while(site: Site) -> Iterator[Counter[int]]:
    """Status → how often, of routes that do not need Valkey, known and new questions alike."""
    statuses: Counter[int] = Counter()
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            with site.client() as client:
                for _ in range(4):  # below the limit of one address, so that all is answered
                    for request in (
                        client.build_request("POST", TRACK, json=MINE),
                        client.build_request("POST", TRACK, json=site.new_question()),
                        client.build_request("GET", "/api/v1/about"),
                        client.build_request("GET", "/"),
                    ):
                        statuses[client.send(request).status_code] += 1

    askers = [threading.Thread(target=ask) for _ in range(ASKERS)]
    for asker in askers:
        asker.start()
    try:
        yield statuses
    finally:
        over.set()
        for asker in askers:
            asker.join()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "times", [2, pytest.param(20, marks=pytest.mark.long)], ids=["twice", "twenty times"]
)
def test_nothing_that_does_not_need_it_fails(site: Site, way: str, times: int) -> None:
    remember(site)
    with asked_all_the_while(site) as statuses:
        for _ in range(times):
            with FAILURES[way](site):
                sleep(0.5)
            sleep(0.2)
    site.settle()
    assert {status for status in statuses if status >= 500} == set(), statuses
