"""What people do with an installation; each probe tries it and says in a word how it went."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from math import ceil
from time import monotonic, sleep
from typing import Any, Final
from uuid import uuid4

import httpx

from served import MINE, TRACK

from .site import Site

WORKS: Final = "works"
WAITS: Final = "waits"
PROMPT_S: Final = 5.0
"""What was asked for in the background and has happened by then works; later it waited."""
ONE_BACK_S: Final = 6.0
"""At ten a minute."""
SELF_TEST: Final = {"steps": 3, "pause_ms": 20}


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
    """Ten questions a minute per address: how many of thirty are admitted, fast or slow."""
    began = monotonic()
    with site.client() as client:
        answers = [client.post(TRACK, json=MINE).status_code for _ in range(30)]
    admitted = len(answers) - answers.count(429)
    most = 10 + ceil((monotonic() - began) / ONE_BACK_S)
    if admitted <= most:
        return WORKS
    return "up to twice" if admitted <= 2 * most else "open"


def job(site: Site) -> str:
    return _in_background(
        site,
        lambda client: client.post("/api/v1/jobs/self-test", json=SELF_TEST),
        "/api/v1/jobs/{}",
        "done",
    )


def email(site: Site) -> str:
    return _in_background(
        site,
        lambda client: client.post("/api/v1/console/mail/test", json={"to": "chaos@example.fr"}),
        "/api/v1/console/mail/{}",
        "sent",
    )


def webhook(site: Site) -> str:
    """A test event for an endpoint of these tests."""
    return _in_background(
        site,
        lambda client: client.post(f"/api/v1/console/webhooks/endpoints/{site.endpoint}/test"),
        "/api/v1/console/webhooks/deliveries/{}",
        "delivered",
    )


def live_progress(site: Site) -> str:
    """A job, followed from its start to its end over a stream."""
    with site.local() as client, suppress(httpx.HTTPError):
        accepted = client.post("/api/v1/jobs/self-test", json=SELF_TEST)
        if not accepted.is_success:
            return _told(accepted)
        path = f"/api/v1/jobs/{accepted.json()['id']}"
        site.promised.append((path, "done"))
        with client.stream("GET", f"{path}/events", timeout=PROMPT_S) as stream:
            for line in stream.iter_lines():
                if line.startswith("data:") and '"done"' in line:
                    return WORKS
    return WAITS


def repeated_post(site: Site) -> str:
    """Twice under one Idempotency-Key: one effect, one answer."""
    key = {"Idempotency-Key": uuid4().hex}
    with site.local() as client:
        first, again = (
            client.post("/api/v1/jobs/self-test", json=SELF_TEST, headers=key) for _ in range(2)
        )
    if not first.is_success:
        return _told(first)
    return WORKS if first.json()["id"] == again.json().get("id") else "done twice"


def _in_background(
    site: Site, ask: Callable[[httpx.Client], httpx.Response], path: str, wanted: str
) -> str:
    """Whether it is accepted, and how soon it has happened; the site remembers what it promised."""
    with site.local() as client:
        accepted = ask(client)
        if not accepted.is_success:
            return _told(accepted)
        body = accepted.json()
        path = path.format(body.get("id") or body["delivery_id"])
        site.promised.append((path, wanted))
        deadline = monotonic() + PROMPT_S
        while monotonic() < deadline:
            if state(client, path) == wanted:
                return WORKS
            sleep(0.05)
    return WAITS


def state(client: httpx.Client, path: str) -> Any:
    with suppress(httpx.HTTPError, json.JSONDecodeError):
        answer = client.get(path).json()
        return (answer.get("mail") or answer.get("delivery") or answer).get("state")
    return None


def all_kept(site: Site) -> bool:
    """Whatever was accepted has happened, or happens within half a minute."""
    with site.local() as client:
        for _ in range(300):
            site.promised = [each for each in site.promised if state(client, each[0]) != each[1]]
            if not site.promised:
                return True
            sleep(0.1)
    return False


def _told(answer: httpx.Response) -> str:
    return WORKS if answer.is_success else str(answer.status_code)


CAPABILITIES: Final[Mapping[str, Callable[[Site], str]]] = {
    "pages": pages,
    "health page": health,
    "an order asked for before": known_order,
    "an order not asked for before": new_order,
    "limit of 10 questions a minute": limit,
    "a job": job,
    "its live progress": live_progress,
    "an e-mail": email,
    "a webhook": webhook,
    "a POST repeated": repeated_post,
}
