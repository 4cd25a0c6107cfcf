"""What people do with an installation; each probe tries it and says in a word how it went."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import httpx

from served import MINE, TRACK

from .site import Site

WORKS: Final = "works"


def pages(site: Site) -> str:
    with site.client() as client:
        return _told(client.get("/"))


def health(site: Site) -> str:
    """What /readyz says, and that /healthz answers."""
    with site.local() as client:
        alive = client.get("/healthz").is_success
        return str(client.get("/readyz").json()["status"]) if alive else "dead"


def known_order(site: Site) -> str:
    with site.client() as client:
        return _told(client.post(TRACK, json=MINE))


def new_order(site: Site) -> str:
    """An order that has to be read; that nobody may open it is as much of an answer."""
    with site.client() as client:
        answer = client.post(TRACK, json=site.new_question())
    return WORKS if answer.status_code == 404 else _told(answer)


def limit(site: Site) -> str:
    """Ten questions a minute per address: how many of thirty are admitted."""
    with site.client() as client:
        answers = [client.post(TRACK, json=MINE).status_code for _ in range(30)]
    admitted = len(answers) - answers.count(429)
    if admitted <= 11:  # a slow half minute gives one or two back
        return WORKS
    return "up to twice" if admitted <= 21 else "open"


def _told(answer: httpx.Response) -> str:
    return WORKS if answer.is_success else str(answer.status_code)


CAPABILITIES: Final[Mapping[str, Callable[[Site], str]]] = {
    "pages": pages,
    "health page": health,
    "an order asked for before": known_order,
    "an order not asked for before": new_order,
    "limit of 10 questions a minute": limit,
}
