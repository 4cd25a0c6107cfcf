"""One server as a resource of this process.

redis-py's defaults take seconds to fail on a dead server and half a minute on a hung one
(measured); on the request path there is no retry and a fifth of a second.
"""

from __future__ import annotations

from typing import Any, Final, cast

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import TimeoutError as RedisTimeoutError

from regie.core.errors import Timeout, Unavailable

ANSWER_TIMEOUT_S: Final = 0.2


class Valkey:
    required = False

    def __init__(self, name: str, url: str):
        self.name = name
        self._url = url
        self._client: Redis | None = None

    async def open(self) -> None:
        """Connects at first use only, so that an installation starts while Valkey is away."""
        await self.close()
        self._client = cast("Any", Redis).from_url(
            self._url,
            socket_timeout=ANSWER_TIMEOUT_S,
            socket_connect_timeout=ANSWER_TIMEOUT_S,
            retry=Retry(NoBackoff(), 0),
            retry_on_timeout=False,
        )

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def ping(self) -> None:
        """Raises Timeout for a server that is there and says nothing, else redis-py's errors."""
        try:
            await cast("Any", self.client).ping()
        except RedisTimeoutError as silence:
            raise Timeout(f"{self.name} does not answer") from silence

    @property
    def client(self) -> Redis:
        """redis-py's own client. Raises Unavailable before `open`."""
        if self._client is None:
            raise Unavailable(f"{self.name} is not open")
        return self._client
