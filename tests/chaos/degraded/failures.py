"""What can happen to an installation; each is done for real and undone at the end."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from time import sleep
from typing import Final

import psutil
import redis

from upheaval import kill, stopped

from .site import Site, wait_until


@contextmanager
def valkey_killed(site: Site) -> Iterator[None]:
    kill(site.home.state)
    site.wires.cut()
    noticed(site, "cache")
    yield
    site.home.state.start()


@contextmanager
def valkey_hung(site: Site) -> Iterator[None]:
    with stopped(site.home.state):
        noticed(site, "cache")
        yield


@contextmanager
def valkey_resetting(site: Site) -> Iterator[None]:
    """All connections are cut, five times a second."""
    with again_and_again(0.2, site.wires.cut):
        yield


@contextmanager
def valkey_flapping(site: Site) -> Iterator[None]:
    """It dies and comes back, about once a second."""

    def die_and_rise() -> None:
        kill(site.home.state)
        site.home.state.start()

    with again_and_again(0.5, die_and_rise):
        yield


@contextmanager
def valkey_full(site: Site) -> Iterator[None]:
    """It answers, and refuses whatever would take more memory."""
    with redis.Redis.from_url(site.home.state.url) as client:
        for size in (1_000_000, 10_000, 100):
            with suppress(redis.OutOfMemoryError):
                for number in range(100_000):
                    client.set(f"filler:{size}:{number}", b"x" * size)
        yield
        for key in client.scan_iter("filler:*"):
            client.delete(key)


@contextmanager
def valkey_flushed(site: Site) -> Iterator[None]:
    """Everything in it is gone, once."""
    with redis.Redis.from_url(site.home.state.url) as client:
        client.flushall()
    yield


@contextmanager
def postgres_away(site: Site) -> Iterator[None]:
    kill(site.home.postgres)
    noticed(site, "database")
    yield
    site.home.postgres.start()


@contextmanager
def worker_killed(site: Site) -> Iterator[None]:
    """One of the two, with everything that it held; the supervisor starts another."""
    killed = site.workers()[0]
    killed.kill()
    psutil.wait_procs([killed], timeout=10)
    yield
    wait_until(lambda: len(site.workers()) == 2)


@contextmanager
def disk_full(site: Site) -> Iterator[None]:
    """The disk that everything is on."""
    filler = site.home.home / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(os.urandom(1 << 20)):
            pass
    yield
    filler.unlink()
    if not site.home.postgres.alive():
        site.home.postgres.start()
    if not site.home.state.alive():
        site.home.state.start()


Failure = Callable[[Site], AbstractContextManager[None]]

FAILURES: Final[Mapping[str, Failure]] = {
    "Valkey killed": valkey_killed,
    "Valkey hung": valkey_hung,
    "Valkey cutting connections": valkey_resetting,
    "Valkey flapping": valkey_flapping,
    "Valkey full": valkey_full,
    "Valkey flushed": valkey_flushed,
    "PostgreSQL away": postgres_away,
    "a worker killed": worker_killed,
    "disk full": disk_full,
}


def noticed(site: Site, resource: str) -> None:
    """Both workers report it down; which of them answers is chance."""
    times = 0

    def often_enough() -> bool:
        nonlocal times
        times = times + 1 if site.resources().get(resource) == "down" else 0
        return times >= 8

    wait_until(often_enough)


@contextmanager
def again_and_again(every_s: float, act: Callable[[], None]) -> Iterator[None]:
    over = threading.Event()

    def repeat() -> None:
        while not over.wait(every_s):
            act()

    thread = threading.Thread(target=repeat)
    thread.start()
    sleep(2 * every_s)
    try:
        yield
    finally:
        over.set()
        thread.join()
