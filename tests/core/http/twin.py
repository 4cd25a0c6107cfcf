"""A client on a transport's twin: no socket is needed to see what it adds."""

from __future__ import annotations

from collections.abc import Callable

from regie.core.http import Headers, HttpClient, MemoryTransport, Reply, Request

URL = "http://remote.example.fr/"


class Failing:
    """Fails so many times, then answers."""

    def __init__(self, times: int, failure: Callable[[], Exception | Reply]):
        self.left = times
        self._failure = failure

    def __call__(self, request: Request) -> Reply:
        del request
        if self.left == 0:
            return Reply(body=b"at last")
        self.left -= 1
        outcome = self._failure()
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


def busy(retry_after: str | None = None, status: int = 503) -> Reply:
    pairs = () if retry_after is None else (("retry-after", retry_after),)
    return Reply(status, Headers(pairs))


async def opened(
    answer: Callable[[Request], Reply], **options
) -> tuple[HttpClient, MemoryTransport]:
    transport = MemoryTransport(answer)
    client = HttpClient(transport, **options)
    await client.open()
    return client, transport
