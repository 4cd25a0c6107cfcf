"""The application as it is served, with a few routes on which a proxy can be tried."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse
from pydantic import SecretStr

from regie.core.access import ACCESS_MESSAGES, Actor
from regie.core.clock import Clock, utc_now
from regie.core.events import Event
from regie.core.i18n import CORE_MESSAGES, Catalogue
from regie.core.observe import Health
from regie.core.web import (
    DEVICE_COOKIE,
    PUBLIC,
    SESSION_COOKIE,
    SIGNED_IN,
    WEB_MESSAGES,
    About,
    Edge,
    EdgeOptions,
    Exchange,
    Routes,
    ServerOptions,
    actor,
    api_router,
    body_limit,
    build_app,
    event_stream,
    exchange_of,
    guarded,
    long_poll,
    never_compress,
    wants_stream,
)
from regie.core.web.proxy_check import proxy_check_routes
from regie.core.web.server import listen, make_server

from .nginx import PATIENCE_S

SECRET_KEY = SecretStr("a-secret-key-of-the-tests-0123456789")
UPLOAD_LIMIT_BYTES = 200 * 2**20
SESSION = "a-session"
ASSET = "assets/index-D3adB33f.js"


@dataclass
class Gates:
    """What a stream waits for before its next event, opened by the test."""

    second_event: threading.Event = field(default_factory=threading.Event)


def trial_routes(name: str, gates: Gates) -> Routes:
    api = api_router("/api/v1/trial", "trial", guard=PUBLIC)

    @api.get("/who")
    async def who() -> dict[str, str]:
        return {"server": name}

    @api.get("/seen")
    async def seen(request: Request) -> dict[str, str | None]:
        exchange = exchange_of(request.scope)
        return {
            "client": exchange.client.address,
            "url": str(request.url),
            "link": str(request.url_for("who")),
            "request_id": exchange.request_id,
            "cf_ray": exchange.cf_ray,
        }

    @api.get("/text")
    async def text(request: Request, secret: bool = False) -> dict[str, str]:
        if secret:
            never_compress(request.scope)
        return {"text": "régie " * 1000}

    @api.get("/redirect")
    async def redirect(request: Request) -> Response:
        return RedirectResponse(request.url_for("who").path)

    @api.post("/upload")
    @body_limit(UPLOAD_LIMIT_BYTES)
    async def upload(request: Request) -> dict[str, int]:
        return {"received": sum([len(part) async for part in request.stream()])}

    @api.post("/small-upload")
    @body_limit(10_000)
    async def small_upload(request: Request) -> dict[str, int]:
        return {"received": sum([len(part) async for part in request.stream()])}

    @api.get("/events")
    async def events() -> Response:
        async def two() -> AsyncIterator[bytes]:
            yield b"data: first\n\n"
            opened = await asyncio.to_thread(gates.second_event.wait, PATIENCE_S / 2)
            yield b"data: second\n\n" if opened else b"data: nobody opened the gate\n\n"

        return StreamingResponse(two(), media_type="text/event-stream")

    @api.get("/live")
    async def live(request: Request) -> Response:
        async def two() -> AsyncIterator[Event]:
            yield Event("1", "trial", "first", b"1")
            await asyncio.to_thread(gates.second_event.wait, PATIENCE_S / 2)
            yield Event("2", "trial", "second", b"2")

        if wants_stream(request):
            return event_stream(request, two())
        return await long_poll(request, two())

    @api.post("/sign-in", status_code=204)
    async def sign_in(request: Request, response: Response) -> None:
        exchange = exchange_of(request.scope)
        SESSION_COOKIE.set(response, exchange, SESSION, 60)
        DEVICE_COOKIE.set(response, exchange, "device", 60)

    @api.get("/me")
    @guarded(SIGNED_IN)
    async def me(acting: Actor = Depends(actor)) -> str:
        return acting.key

    @api.post("/me")
    @guarded(SIGNED_IN)
    async def change_me(acting: Actor = Depends(actor)) -> str:
        return acting.key

    return Routes(api=(api,))


class OneSession:
    """An authenticator that knows one person, by her cookie."""

    def begin(self, exchange: Exchange) -> Awaitable[Actor | None] | None:
        return _Found(exchange.credential == ("cookie", SESSION))

    async def refresh(self, actor: Actor) -> Actor | None:
        return actor


class _Found:
    def __init__(self, found: bool):
        self._found = found

    def __await__(self) -> Generator[Any, Any, Actor | None]:
        return Actor("main", "person", 7, session=1) if self._found else None
        yield


def trial_app(
    options: EdgeOptions,
    *,
    name: str = "a",
    webapp: Path | None = None,
    gates: Gates | None = None,
    clock: Clock = utc_now,
) -> Edge:
    def about(_: str) -> About:
        return About(
            name="Régie",
            version="0",
            environment=options.environment,
            organisation="Régie",
            time_zone="Europe/Paris",
            languages=["fr", "en"],
            default_language="fr",
            apps=[],
            demo=None,
        )

    checks = proxy_check_routes(options, SECRET_KEY, clock=clock)
    return build_app(
        [trial_routes(name, gates or Gates()), Routes(hot=checks)],
        options,
        health=Health("0", []),
        about=about,
        catalogue=Catalogue.merged([CORE_MESSAGES, WEB_MESSAGES, ACCESS_MESSAGES]),
        version="0",
        webapp=webapp,
        authenticator=OneSession(),
    )


def built_front_end(folder: Path) -> Path:
    (folder / "assets").mkdir(parents=True)
    page = f'<!doctype html><html><head><script src="{ASSET}"></script></head></html>'
    (folder / "index.html").write_text(page)
    (folder / ASSET).write_text("console.log('régie');\n" * 200)
    return folder


@contextmanager
def serving(app: Edge) -> Iterator[int]:
    """Yields the port."""
    listener = listen("127.0.0.1", 0, 128)
    server = make_server(lambda: app, ServerOptions(drain_s=0, grace_s=1))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    deadline = time.monotonic() + PATIENCE_S
    while not server.started:
        assert thread.is_alive(), "the application did not start"
        assert time.monotonic() < deadline, "the application did not start in time"
        time.sleep(0.005)
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(PATIENCE_S)


@dataclass
class HangUp:
    """A server that takes a request in and closes without an answer."""

    port: int
    requests: list[bytes] = field(default_factory=list)


@contextmanager
def hanging_up() -> Iterator[HangUp]:
    listener = socket.create_server(("127.0.0.1", 0))
    server = HangUp(listener.getsockname()[1])

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                server.requests.append(connection.recv(65536).partition(b"\r\n")[0])

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(PATIENCE_S)
