"""Celery's messages, as its workers read them from a list of Valkey.

A web process sends nothing but wakes. Celery's own sender would add 10 MB and 0.3 s of start to
each of them, and blocks; the format (protocol 2 in kombu's envelope) is documented and stable, and
the contract tests hold it against Celery itself.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable
from typing import Any, Final, cast
from uuid import uuid4

import msgspec
from redis.exceptions import RedisError

from regie.core.errors import RegieError
from regie.core.valkey import Valkey

from .wake import WakesAway

NEXT_TASK: Final = "regie.next"
BEAT_TASK: Final = "regie.beat"
QUEUE: Final = "regie.jobs"
BEAT_EVERY_S: Final = 5.0
BEATS_KEPT_S: Final = 60
"""A queue of beats that nobody reads any more goes by itself."""

_BODY: Final = base64.b64encode(
    b'[[], {}, {"callbacks": null, "errbacks": null, "chain": null, "chord": null}]'
).decode()


def message(task: str, queue: str) -> bytes:
    """One call of the task, without arguments."""
    id_ = str(uuid4())
    return msgspec.json.encode(
        {
            "body": _BODY,
            "content-encoding": "utf-8",
            "content-type": "application/json",
            "headers": {
                "lang": "py",
                "task": task,
                "id": id_,
                "root_id": id_,
                "parent_id": None,
                "group": None,
                "eta": None,
                "expires": None,
                "retries": 0,
                "timelimit": [None, None],
                "argsrepr": "()",
                "kwargsrepr": "{}",
                "ignore_result": True,
            },
            "properties": {
                "correlation_id": id_,
                "delivery_mode": 2,
                "delivery_info": {"exchange": "", "routing_key": queue},
                "priority": 0,
                "body_encoding": "base64",
                "delivery_tag": id_,
            },
        }
    )


def beats_of(worker: str, queue: str = QUEUE) -> str:
    """The queue through which a worker hears itself."""
    return f"{queue}.beats.{worker}"


class CeleryWakes:
    """Over the installation's connection to the state server. What cannot be sent is WakesAway."""

    needed = True

    def __init__(self, valkey: Valkey, queue: str = QUEUE):
        self._valkey = valkey
        self._queue = queue

    async def wake(self, jobs: int) -> None:
        await self._send([message(NEXT_TASK, self._queue) for _ in range(jobs)], self._queue)

    async def waiting(self) -> int:
        try:
            return await self._client.llen(self._queue)
        except (RedisError, RegieError) as error:
            raise WakesAway(type(error).__name__) from error

    async def beat(self, name: str, heard: Callable[[], None]) -> None:
        """Sends a worker a message through its own queue, for ever: what comes through is a sign
        that it consumes, which a living process alone is not (celery #8091, #8384, #10205). While
        Valkey is away nobody can consume, and that counts as heard."""
        queue = beats_of(name, self._queue)
        while True:
            try:
                await self._send([message(BEAT_TASK, queue)], queue, forget_after_s=BEATS_KEPT_S)
            except WakesAway:
                heard()
            await asyncio.sleep(BEAT_EVERY_S)

    async def _send(
        self, messages: list[bytes], queue: str, *, forget_after_s: int | None = None
    ) -> None:
        try:
            await self._client.lpush(queue, *messages)
            if forget_after_s is not None:
                await self._client.expire(queue, forget_after_s)
        except (RedisError, RegieError) as error:
            raise WakesAway(type(error).__name__) from error

    @property
    def _client(self) -> Any:
        return cast("Any", self._valkey.client)
