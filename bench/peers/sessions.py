"""Sessions of others under measurement: `python sessions.py CASE URL`, in their own environment.

Each operation takes a request's cookie header and ends with whose session it is. starsessions
reads; as its middleware is meant to be used it also writes each session back with the answer,
which is the case `starsessions-answered`. Django reads through its cache (`cached_db`), and of its
authentication nothing is counted: that would ask the database for the person.
"""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from player import KEYS, Piece, play

LIFE_S = 7 * 86_400


def right(person: object) -> bool:
    return isinstance(person, int)


@asynccontextmanager
async def starsessions(url: str, *, answers: bool = False) -> AsyncIterator[Piece]:
    from redis.asyncio import BlockingConnectionPool, Redis  # noqa: PLC0415 - the case's own
    from starlette.requests import HTTPConnection  # noqa: PLC0415
    from starsessions import SessionMiddleware, load_session  # noqa: PLC0415
    from starsessions.stores.redis import RedisStore  # noqa: PLC0415

    pool = BlockingConnectionPool.from_url(url, max_connections=100)
    store = RedisStore(connection=Redis(connection_pool=pool))
    found: list[Any] = [None]

    async def app(scope: Any, _: Any, send: Any) -> None:
        connection = HTTPConnection(scope)
        await load_session(connection)
        found[0] = connection.session.get("person")
        if answers:
            await send({"type": "http.response.start", "status": 200, "headers": []})

    async def sent(_: Any) -> None:
        """Nobody listens."""

    middleware = SessionMiddleware(app, store=store, lifetime=LIFE_S)
    serializer = middleware.serializer
    cookies: list[bytes] = []
    for number in range(KEYS):
        session = {"person": number, "__metadata__": {"lifetime": LIFE_S, "created": 2e9}}
        session_id = await store.write(
            f"{number:032x}", serializer.serialize(session), LIFE_S, LIFE_S
        )
        cookies.append(f"language=fr; session={session_id}".encode())

    async def who(number: int) -> object:
        scope = {"type": "http", "path": "/", "headers": [(b"cookie", cookies[number])]}
        await middleware(scope, None, sent)  # type: ignore[arg-type]
        return found[0]

    yield Piece(who, right)


@asynccontextmanager
async def django(url: str) -> AsyncIterator[Piece]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    import django as package  # noqa: PLC0415 - the case's own
    from django.conf import settings  # noqa: PLC0415

    settings.configure(
        SECRET_KEY="of the bench",  # noqa: S106 - signs nothing here
        INSTALLED_APPS=["django.contrib.sessions"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        CACHES={
            "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
        },
        SESSION_ENGINE="django.contrib.sessions.backends.cached_db",
    )
    package.setup()
    from django.contrib.sessions.backends.cached_db import SessionStore  # noqa: PLC0415
    from django.contrib.sessions.middleware import SessionMiddleware  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.http import HttpRequest, HttpResponse, parse_cookie  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    middleware = SessionMiddleware(lambda _: HttpResponse())
    cookies: list[str] = []
    for number in range(KEYS):
        session = SessionStore()
        session["person"] = number
        session.save()
        cookies.append(f"language=fr; sessionid={session.session_key}")

    async def who(number: int) -> object:
        request = HttpRequest()
        request.COOKIES = parse_cookie(cookies[number])
        middleware.process_request(request)
        return request.session["person"]

    yield Piece(who, right)


if __name__ == "__main__":
    case, url = sys.argv[1:]
    if case == "django":
        play(django(url))
    else:
        play(starsessions(url, answers=case == "starsessions-answered"))
