"""Who is revoked is served by no process a second later, whatever happens to the servers meanwhile;
and whatever happens to them, nobody else is signed out.

Eight browsers ask two workers without a pause; what they are answered is judged by when they asked.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import NamedTuple

import httpx
import pytest
from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from peopleplay import Organisation
from regie.core.access import MAIN_TENANT
from regie.core.db import DatabaseUrl
from regie.core.embedded import EmbeddedHome, open_home
from regie.identity.people.changes import changed
from regie.identity.sessions.service import NewSession, Sessions
from served import Served, demo_environ, serving
from sessionplay import Process, process
from upheaval import kill, stopped, until

READERS = 8
KNOWN_WITHIN_S = 1.0
GUARDED = "/api/v1/console/webhooks/events"
"""Wants a permission, and asks no server anything of its own."""


class Committed(NamedTuple):
    after: float
    by: float


@dataclass(frozen=True)
class Site:
    home: EmbeddedHome
    workers: tuple[Served, Served]
    desk: Process
    """Lets people in and changes what they may do; serves nobody."""

    async def signed_in(self, name: str) -> tuple[int, NewSession]:
        house = Organisation(self.desk.services, MAIN_TENANT)
        email = f"{name}.{monotonic()}@example.fr"
        person = await house.person(name, ("administrator", None), email=email)
        return person, await self.desk.begin(person)

    async def committed(self, act: Callable[[AsyncConnection], Awaitable[object]]) -> Committed:
        before = monotonic()
        async with self.desk.services.core.database.begin() as connection:
            await act(connection)
        return Committed(before, monotonic())


class Answered(NamedTuple):
    browser: int
    asked_at: float
    answered_at: float
    status: int


@dataclass
class Reading:
    answers: list[Answered] = field(default_factory=list[Answered])

    async def everybody_asked(self, *, since: float) -> None:
        """Each browser, and has been answered: a machine that is held up takes its time."""
        await until(
            lambda: (
                {each.browser for each in self.answers if each.asked_at >= since}
                == {*range(READERS)}
            )
        )

    def answered(self, *, before: float = float("inf")) -> set[int]:
        return {each.status for each in self.answers if each.answered_at < before}

    def asked(self, *, since: float) -> set[int]:
        return {each.status for each in self.answers if each.asked_at >= since}


@pytest.fixture(scope="module")
async def site() -> AsyncIterator[Site]:
    folder = Path(tempfile.mkdtemp(prefix="regie-sessions-"))
    home = open_home(folder / "home")
    with ExitStack() as running:
        running.callback(shutil.rmtree, folder, ignore_errors=True)
        for server in (home.postgres, home.cache, home.state):
            running.callback(server.stop, quick=True)
            await asyncio.to_thread(server.start)
        environ = await asyncio.to_thread(demo_environ, home)
        workers = (
            running.enter_context(serving(environ)),
            running.enter_context(serving(environ)),
        )
        async with process(DatabaseUrl(environ["REGIE_DATABASE_URL"])) as desk:
            yield Site(home, workers, desk)


@asynccontextmanager
async def reading(site: Site, *sessions: NewSession) -> AsyncIterator[Reading]:
    """Eight browsers with these sessions ask both workers: each has been answered when the block
    begins, and goes on until it ends."""
    seen, begun, ended = Reading(), set[int](), asyncio.Event()

    async def read(number: int) -> None:
        worker = site.workers[number % len(site.workers)]
        session = sessions[number // len(site.workers) % len(sessions)]
        async with httpx.AsyncClient(
            base_url=f"http://localhost:{worker.port}",
            cookies={"regie-dev": session.secret},
            timeout=10,
            verify=False,  # noqa: S501 - plain HTTP; a context for TLS takes its time
        ) as client:
            while not ended.is_set():
                asked_at = monotonic()
                answer = await client.get(GUARDED)
                begun.add(number)
                seen.answers.append(Answered(number, asked_at, monotonic(), answer.status_code))
                await asyncio.sleep(0.005)

    async with asyncio.TaskGroup() as browsers:
        for number in range(READERS):
            browsers.create_task(read(number))
        await until(lambda: len(begun) == READERS)
        yield seen
        ended.set()


Act = Callable[[Sessions, AsyncConnection, int, NewSession], Awaitable[object]]


async def sign_out(
    sessions: Sessions, connection: AsyncConnection, person: int, session: NewSession
) -> None:
    await sessions.end(connection, person_id=person, ids=[session.id], why="sign_out")


async def change_password(
    sessions: Sessions, connection: AsyncConnection, person: int, session: NewSession
) -> None:
    await sessions.promote(connection, session.id)
    await sessions.end(connection, person_id=person, except_id=session.id, why="password")


async def disable(_: Sessions, connection: AsyncConnection, person: int, __: NewSession) -> None:
    statement = text("UPDATE identity.person SET status = 'disabled' WHERE id = :id")
    await connection.execute(statement, {"id": person})
    await changed(connection, person)


async def take_rights(
    _: Sessions, connection: AsyncConnection, person: int, __: NewSession
) -> None:
    statement = text("DELETE FROM identity.assignment WHERE person_id = :id")
    await connection.execute(statement, {"id": person})
    await changed(connection, person)


async def disable_unheard(
    _: Sessions, connection: AsyncConnection, person: int, __: NewSession
) -> None:
    """As when the notification is lost."""
    statement = text(
        """
        WITH raised AS (
            UPDATE identity.person SET version = version + 1, status = 'disabled' WHERE id = :id
            RETURNING id, version
        )
        INSERT INTO identity.change (person_id, version) SELECT id, version FROM raised
        """
    )
    await connection.execute(statement, {"id": person})


ACTS: dict[Act, int] = {
    sign_out: 401,
    change_password: 401,
    disable: 401,
    take_rights: 403,
    disable_unheard: 401,
}
"""What is answered afterwards."""


@pytest.mark.parametrize("act", ACTS)
async def test_who_is_revoked_is_served_by_nobody_a_second_later(site: Site, act: Act) -> None:
    person, session = await site.signed_in("Ann")
    sessions = site.desk.services.sessions
    async with reading(site, session) as seen:
        at = await site.committed(lambda c: act(sessions, c, person, session))
        await seen.everybody_asked(since=at.by + KNOWN_WITHIN_S)
    assert seen.answered(before=at.after) == {200}
    assert seen.asked(since=at.by + KNOWN_WITHIN_S) == {ACTS[act]}


@pytest.mark.parametrize("act", [sign_out, disable_unheard])
async def test_nobody_revoked_during_an_outage_comes_back_with_a_copy_that_outlived_it(
    site: Site, act: Act
) -> None:
    person, session = await site.signed_in("Ann")
    sessions = site.desk.services.sessions
    async with reading(site, session) as seen:
        with stopped(site.home.cache):
            at = await site.committed(lambda c: act(sessions, c, person, session))
            await seen.everybody_asked(since=at.by + KNOWN_WITHIN_S)
        await seen.everybody_asked(since=monotonic() + KNOWN_WITHIN_S)
    assert seen.answered(before=at.after) == {200}
    assert seen.asked(since=at.by + KNOWN_WITHIN_S) == {401}


async def killed(site: Site) -> None:
    await asyncio.to_thread(kill, site.home.cache)
    await asyncio.sleep(1)
    await asyncio.to_thread(site.home.cache.start)


async def hung(site: Site) -> None:
    with stopped(site.home.cache):
        await asyncio.sleep(1)


async def flushed(site: Site) -> None:
    async with Redis.from_url(site.home.cache.url) as server:
        for _ in range(5):
            await server.flushall()
            await asyncio.sleep(0.1)


@pytest.mark.parametrize("upheaval", [killed, hung, flushed])
async def test_nobody_is_signed_out_by_what_happens_to_valkey(
    site: Site, upheaval: Callable[[Site], Awaitable[None]]
) -> None:
    people = [await site.signed_in(name) for name in ("Ann", "Bob", "Eve", "Tom")]
    async with reading(site, *(session for _, session in people)) as seen:
        await upheaval(site)
        await asyncio.sleep(0.5)
    assert seen.answered() == {200}


async def asked(site: Site, session: NewSession) -> httpx.Response:
    async with httpx.AsyncClient(cookies={"regie-dev": session.secret}, timeout=10) as client:
        return await client.get(f"http://localhost:{site.workers[0].port}{GUARDED}")


async def test_without_postgresql_nobody_is_let_in_and_nobody_signed_out(site: Site) -> None:
    _, session = await site.signed_in("Ann")
    async with reading(site, session) as seen:
        with stopped(site.home.postgres):
            at = monotonic()
            await asyncio.sleep(3.5)
            refused = await asked(site, session)
            async with httpx.AsyncClient() as client:
                public = await client.get(f"{site.workers[0].origin}/api/v1/about")
        async with asyncio.timeout(20):
            while (await asked(site, session)).status_code != 200:  # noqa: ASYNC110
                await asyncio.sleep(0.1)
    assert (refused.status_code, "retry-after" in refused.headers) == (503, True)
    assert public.status_code == 200
    assert seen.answered() == {200, 503}
    assert seen.answered(before=at) == {200}
