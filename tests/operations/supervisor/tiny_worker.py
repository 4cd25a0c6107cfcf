"""A worker for the supervisor's tests: one small ASGI application under uvicorn.

`python tiny_worker.py <fd> [stubborn] [parent] [mute]`. Every answer holds the process's pid. GET
/slow?2 takes two seconds. With WORKER_DATABASE_URL set, POST inserts a row holding the request's
body and answers 200 after the commit. A stubborn one ignores SIGTERM, a parent has a child
process, a mute one never says that it is ready.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg
import uvicorn

from regie.operations.supervisor import tell_ready

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]


def insert(value: str) -> None:
    with psycopg.connect(os.environ["WORKER_DATABASE_URL"], connect_timeout=2) as connection:
        connection.execute("INSERT INTO written VALUES (%s)", [value])


async def app(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    if scope["type"] != "http":
        return
    status, answer = 200, str(os.getpid())
    if scope["path"] == "/slow":
        await asyncio.sleep(float(scope["query_string"]))
    if scope["method"] == "POST":
        try:
            await asyncio.to_thread(insert, (await receive())["body"].decode())
        except psycopg.Error as failure:
            status, answer = 503, type(failure).__name__
    length = str(len(answer)).encode()
    headers = [(b"content-length", length), (b"content-type", b"text/plain")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.encode()})


class Server(uvicorn.Server):
    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        if "stubborn" in sys.argv:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
        if "parent" in sys.argv:
            await asyncio.create_subprocess_exec("sleep", "600")
        if "mute" not in sys.argv:
            tell_ready()


if __name__ == "__main__":
    config = uvicorn.Config(app, fd=int(sys.argv[1]), access_log=False, lifespan="off")
    Server(config).run()
