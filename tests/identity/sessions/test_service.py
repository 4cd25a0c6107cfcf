"""Sessions begin, change and end; who may see and end those of others."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from peopleplay import Organisation
from regie.core.access import Forbidden, NotSignedIn
from regie.core.web import SESSION_COOKIE, Exchange
from regie.identity.people.repository import lock_person
from regie.identity.sessions.errors import SessionNotFound
from regie.identity.sessions.reading import SessionRow
from regie.identity.sessions.secret import digest_of
from regie.identity.sessions.service import NewSession, Sessions
from sessionplay import SOMEWHERE, Process, eventually, presenting


@pytest.fixture
def sessions(here: Process) -> Sessions:
    return here.services.sessions


async def open_of(house: Organisation, person: int) -> set[int]:
    acting = await house.actor(person=person)
    sessions = house.services.sessions
    return {each.id for each in await house.run(lambda c: sessions.list_of(c, acting))}


async def test_the_session_that_a_browser_came_with_is_over(
    here: Process, house: Organisation, ann: int
) -> None:
    planted = await here.begin(await house.person("Eve"))
    device = replace(SOMEWHERE, replaces=digest_of(planted.secret))
    await here.begin(ann, device=device)
    why = await house.value(
        "SELECT ended_by FROM identity.session WHERE id = :id AND ended_at IS NOT NULL",
        id=planted.id,
    )
    assert why == "replaced"


async def test_sessions_on_other_devices_go_on(
    here: Process, house: Organisation, ann: int
) -> None:
    begun = [await here.begin(ann) for _ in range(3)]
    assert await open_of(house, ann) == {each.id for each in begun}


async def test_no_secret_is_kept(here: Process, house: Organisation, ann: int) -> None:
    session = await here.begin(ann)
    row = await house.value(
        "SELECT to_jsonb(s)::text FROM identity.session s WHERE id = :id", id=session.id
    )
    assert session.secret not in row


async def test_a_session_lasts_as_long_as_the_settings_say(here: Process, ann: int) -> None:
    session = await here.begin(ann)
    rest = session.expires_at - datetime.now(UTC)
    assert abs(rest - timedelta(seconds=session.max_age_s)) < timedelta(minutes=1)
    assert session.max_age_s == here.services.settings.session_days * 86_400


@pytest.mark.parametrize("status", ["invited", "disabled"])
async def test_nobody_begins_who_may_not_come_in(
    here: Process, house: Organisation, status: str
) -> None:
    person = await house.person("Bob", status=status)
    with pytest.raises(NotSignedIn):
        await here.begin(person)


async def test_whoever_owes_the_second_factor_is_found_by_the_cookie(
    here: Process, house: Organisation, sessions: Sessions, ann: int
) -> None:
    session = await here.begin(ann, state="factor")
    found = await house.run(lambda c: sessions.awaiting_factor(c, presenting(session.secret)))
    assert found == (session.id, ann, house.tenant)


@pytest.mark.parametrize("secret", ["", "short", "x" * 43])
async def test_without_a_session_of_that_kind_nobody_owes_anything(
    house: Organisation, sessions: Sessions, secret: str
) -> None:
    exchange: Exchange = presenting(secret)
    assert SESSION_COOKIE.read(exchange) == secret
    assert await house.run(lambda c: sessions.awaiting_factor(c, exchange)) is None


async def test_with_the_second_factor_a_session_is_somebody_under_a_new_secret(
    here: Process, house: Organisation, sessions: Sessions, ann: int
) -> None:
    waiting = await here.begin(ann, state="factor")
    promoted = await house.run(lambda c: sessions.promote(c, waiting.id))
    found = await here.who(promoted)
    assert found is not None
    assert (found.id, promoted.secret == waiting.secret) == (ann, False)
    assert promoted.max_age_s == here.services.settings.session_days * 86_400


Late = Callable[[Sessions, AsyncConnection, NewSession], Awaitable[object]]


@pytest.mark.parametrize(
    "late",
    [
        lambda sessions, connection, session: sessions.promote(connection, session.id),
        lambda sessions, connection, session: sessions.step_up(connection, session.id),
    ],
    ids=["promote", "step_up"],
)
async def test_what_is_over_cannot_be_taken_up_again(
    here: Process, house: Organisation, sessions: Sessions, ann: int, late: Late
) -> None:
    session = await here.begin(ann)
    await house.run(lambda c: sessions.end(c, person_id=ann, why="sign_out"))
    with pytest.raises(NotSignedIn):
        await house.run(lambda c: late(sessions, c, session))


async def test_all_but_one_end(
    here: Process, house: Organisation, sessions: Sessions, ann: int
) -> None:
    mine, *others = [await here.begin(ann) for _ in range(3)]
    ended = await house.run(
        lambda c: sessions.end(c, person_id=ann, except_id=mine.id, why="other_devices")
    )
    assert (ended, await open_of(house, ann)) == (len(others), {mine.id})


async def test_nobody_ends_anothers_by_its_number(
    here: Process, house: Organisation, sessions: Sessions, ann: int
) -> None:
    session = await here.begin(ann)
    bob = await house.person("Bob")
    assert await house.run(lambda c: sessions.end(c, person_id=bob, ids=[session.id], why="x")) == 0


async def test_who_signs_out_while_being_disabled_waits_and_goes_on(
    here: Process, house: Organisation, sessions: Sessions, ann: int
) -> None:
    session = await here.begin(ann)
    async with here.services.core.database.begin() as connection:
        await lock_person(connection, ann)
        leaving = asyncio.create_task(
            house.run(lambda c: sessions.end(c, person_id=ann, ids=[session.id], why="sign_out"))
        )
        await eventually(house.somebody_waits)
        assert await sessions.end(connection, person_id=ann, why="disabled") == 1
    assert await leaving == 0


async def test_what_ends_nothing_tells_nobody(
    house: Organisation, sessions: Sessions, ann: int
) -> None:
    before = await house.version(ann)
    await house.run(lambda c: sessions.end(c, person_id=ann, why="x"))
    assert await house.version(ann) == before


async def test_an_administrator_sees_the_sessions_of_the_tenant_alone(
    here: Process, house: Organisation, sessions: Sessions, ann: int
) -> None:
    session = await here.begin(ann)
    stranger = Organisation.new(here.services)
    await here.begin(await stranger.person("Eve"))
    acting = await house.actor(("administrator", None))
    found: list[SessionRow] = await house.run(lambda c: sessions.page(c, acting, limit=50))
    assert [(each.id, each.person_name) for each in found] == [(session.id, "Ann")]


async def test_pages_follow_each_other(
    here: Process, house: Organisation, sessions: Sessions, ann: int
) -> None:
    begun = [await here.begin(ann) for _ in range(3)]
    acting = await house.actor(("administrator", None))
    first = await house.run(lambda c: sessions.page(c, acting, limit=2))
    rest = await house.run(lambda c: sessions.page(c, acting, before=first[-1].id, limit=2))
    assert [each.id for each in (*first, *rest)] == [each.id for each in reversed(begun)]


async def test_an_administrator_of_a_place_sees_and_ends_those_of_its_people_alone(
    here: Process, house: Organisation, sessions: Sessions, ann: int
) -> None:
    lyon, paris = await house.place("Lyon"), await house.place("Paris")
    of_lyon = await here.begin(await house.person("Bob", ("agent", lyon)))
    of_paris = await here.begin(await house.person("Eve", ("agent", paris)))
    acting = await house.actor(("administrator", lyon))
    found = await house.run(lambda c: sessions.page(c, acting, limit=50))
    assert [each.id for each in found] == [of_lyon.id]
    await house.run(lambda c: sessions.end_as(c, acting, of_lyon.id))
    with pytest.raises(Forbidden):
        await house.run(lambda c: sessions.end_as(c, acting, of_paris.id))


async def test_a_session_of_another_tenant_does_not_exist(
    here: Process, house: Organisation, sessions: Sessions
) -> None:
    stranger = Organisation.new(here.services)
    session = await here.begin(await stranger.person("Eve"))
    acting = await house.actor(("administrator", None))
    with pytest.raises(SessionNotFound):
        await house.run(lambda c: sessions.end_as(c, acting, session.id))


async def test_what_was_seen_is_written_once_a_minute(
    here: Process, house: Organisation, ann: int
) -> None:
    async def seen_long_ago() -> bool:
        return await house.value(
            "SELECT seen_at < now() - interval '1 hour' FROM identity.session WHERE id = :id",
            id=session.id,
        )

    session = await here.begin(ann)
    set_back = "UPDATE identity.session SET seen_at = now() - interval '2 hours' WHERE id = :id "
    assert await house.value(set_back + "RETURNING true", id=session.id)
    await here.who(session)
    await here.services.known.seen.flush()
    assert not await seen_long_ago()
    assert await house.value(set_back + "RETURNING true", id=session.id)
    await here.who(session)
    await here.services.known.seen.flush()
    assert await seen_long_ago()


async def test_noting_who_was_seen_waits_for_nobody(
    here: Process, house: Organisation, ann: int
) -> None:
    held, other = [await here.begin(ann) for _ in range(2)]
    set_back = "UPDATE identity.session SET seen_at = now() - interval '2 hours' RETURNING true"
    assert await house.value(set_back)
    for each in (held, other):
        await here.who(each)
    async with here.services.core.database.begin() as connection:
        holding = "SELECT FROM identity.session WHERE id = :id FOR NO KEY UPDATE"
        await connection.execute(text(holding), {"id": held.id})
        async with asyncio.timeout(5):
            await here.services.known.seen.flush()
    seen = await house.value(
        "SELECT array_agg(id) FROM identity.session"
        " WHERE person_id = :id AND seen_at > now() - interval '1 hour'",
        id=ann,
    )
    assert seen == [other.id]
