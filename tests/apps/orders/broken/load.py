"""People who ask all the while: about a remembered order, about others, and in the chat."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Literal
from uuid import uuid4

import httpx

from served import MINE, TRACK, Served

CONVERSATIONS = "/api/v1/orders/conversations"
KNOWN, NEW, TALKING = 3, 16, 3
"""So many of each ask at once: more new questions than there are connections."""
PAUSE_S = {"known": 0.1, "new": 0.2, "said": 0.5}
GIVES_UP_S = 30.0

Kind = Literal["known", "new", "said"]


@dataclass(frozen=True, slots=True)
class Answer:
    kind: Kind
    asked_at: float
    took_s: float
    status: int
    body: dict[str, Any]
    retry_after: str | None
    """Of a conversation the body is its last message."""

    @property
    def code(self) -> str:
        return str(self.body.get("code", ""))


@dataclass
class Crowd:
    """Each question comes from an address of its own, and is about an order of its own."""

    served: Served
    numbers: Iterator[str]
    client: httpx.AsyncClient
    answers: list[Answer] = field(default_factory=list[Answer])
    unanswered: list[str] = field(default_factory=list[str])
    _addresses: int = 0

    async def ask_known(self) -> Answer:
        return await self._tracked("known", MINE)

    async def ask_new(self) -> Answer:
        """Nobody has asked for it yet: it has to be read. That its name is wrong is an answer."""
        return await self._tracked("new", {"number": next(self.numbers), "name": "Personne"})

    async def say_new(self) -> Answer:
        reader, began = {**self._address(), "Accept-Language": "fr"}, monotonic()
        url = self.served.url + CONVERSATIONS
        begun = await self.client.post(url, json={"language": "fr"}, headers=reader)
        talk = begun.json()
        if begun.status_code != 201:
            return self._answer("said", began, begun, talk)
        said = {
            "text": f"Où en est ma commande {next(self.numbers)} ? Personne DUPONT",
            "client_id": str(uuid4()),
        }
        headers = {**reader, "Conversation-Token": talk["token"]}
        began = monotonic()
        answer = await self.client.post(f"{url}/{talk['id']}/messages", json=said, headers=headers)
        body = _last_message(answer.text) if answer.status_code == 200 else answer.json()
        return self._answer("said", began, answer, body)

    async def _tracked(self, kind: Kind, question: dict[str, str]) -> Answer:
        began = monotonic()
        url = self.served.url + TRACK
        answer = await self.client.post(url, json=question, headers=self._address())
        return self._answer(kind, began, answer, answer.json())

    def _answer(
        self, kind: Kind, began: float, answer: httpx.Response, body: dict[str, Any]
    ) -> Answer:
        retry_after = answer.headers.get("Retry-After")
        return Answer(kind, began, monotonic() - began, answer.status_code, body, retry_after)

    def _address(self) -> dict[str, str]:
        self._addresses += 1
        high, low = divmod(self._addresses, 250)
        return {"X-Forwarded-For": f"198.{18 + high // 250}.{high % 250}.{low + 1}"}

    async def go_on(self, kind: Kind, ask: Callable[[], Awaitable[Answer]]) -> None:
        while True:
            try:
                self.answers.append(await ask())
            except (httpx.HTTPError, ValueError) as error:
                self.unanswered.append(f"{kind}: {error!r}")
            await asyncio.sleep(PAUSE_S[kind])


@asynccontextmanager
async def crowd(served: Served, numbers: Iterator[str]) -> AsyncIterator[Crowd]:
    """Who may ask, one by one."""
    unbounded = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    async with httpx.AsyncClient(limits=unbounded, timeout=GIVES_UP_S) as client:
        yield Crowd(served, numbers, client)


@asynccontextmanager
async def asking(people: Crowd) -> AsyncIterator[None]:
    """All of them go on and on, while the block lasts; then each waits for its last answer no
    more."""
    tasks = [
        asyncio.create_task(people.go_on(kind, ask))
        for kind, ask, count in (
            ("known", people.ask_known, KNOWN),
            ("new", people.ask_new, NEW),
            ("said", people.say_new, TALKING),
        )
        for _ in range(count)
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for ended in await asyncio.gather(*tasks, return_exceptions=True):
            if not isinstance(ended, asyncio.CancelledError):
                raise ended


def _last_message(stream: str) -> dict[str, Any]:
    """Of a conversation's answer, from its last event; how the stream ends that has none."""
    for line in reversed(stream.splitlines()):
        if line.startswith("data:") and '"message"' in line:
            return json.loads(line.removeprefix("data:"))["message"] or {"ends": stream[-300:]}
    return {"ends": stream[-300:]}
