"""Who is behind a cookie: known without SQL, and not for a moment longer than it holds."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from peopleplay import Organisation
from regie.core.access import EVERYWHERE, Actor, Grant
from regie.core.limits import Asked, Limit
from regie.core.observe import count_statements
from regie.core.valkey import ValkeyLink
from regie.core.web import Exchange
from regie.identity.people.changes import changed
from regie.identity.sessions.copies import PREFIX
from regie.identity.sessions.permissions import MANAGE_SESSIONS
from regie.identity.sessions.secret import digest_of, new_secret
from regie.identity.sessions.service import NewSession
from sessionplay import SOMEWHERE, Process, coming_with, eventually, fewest_statements, gone


def key(session: NewSession) -> bytes:
    return PREFIX + digest_of(session.secret)


def link_of(process: Process) -> ValkeyLink:
    link = process.services.core.link
    assert link is not None
    return link


async def test_a_session_is_its_person_with_their_roles(here: Process, house: Organisation) -> None:
    place = await house.place("Lyon")
    bob = await house.person("Bob", ("manager", place), ("agent", None))
    session = await here.begin(bob)
    found = await here.who(session)
    assert found is not None
    assert (found.tenant, found.key, found.session, set(found.grants)) == (
        house.tenant,
        f"person:{bob}",
        session.id,
        {Grant("manager", await house.path(place)), Grant("agent")},
    )


async def test_what_the_roles_allow_is_allowed(here: Process, ann: int) -> None:
    found = await here.who(await here.begin(ann))
    assert found is not None
    assert found.reach(MANAGE_SESSIONS) == EVERYWHERE


async def test_in_the_steady_state_no_sql_is_asked(here: Process, ann: int) -> None:
    session = await here.begin(ann)
    await here.who(session)
    assert await fewest_statements(lambda: here.who(session)) == 0


async def test_what_one_process_has_read_another_finds_in_valkey(
    here: Process, there: Process, ann: int
) -> None:
    counts: list[int] = []
    for _ in range(5):
        session = await here.begin(ann)
        await here.who(session)
        counts.append(await fewest_statements(lambda: there.who(session), tries=1))  # noqa: B023
    assert min(counts) == 0


async def reads_of(process: Process) -> int:
    """How often Valkey has read from its clients."""
    return int(
        (await link_of(process).send("INFO", "stats"))
        .split(b"total_reads_processed:")[1]
        .split()[0]
    )


async def test_what_is_asked_about_a_session_travels_with_the_limits_in_one_round_trip(
    here: Process, there: Process, ann: int
) -> None:
    limiter = there.services.core.limiter
    claim = Asked((Limit("test", quota=1000, window_s=60).of("ann"),))
    await limiter.decide(claim)
    reads: list[int] = []
    for _ in range(5):  # heartbeats are reads as well, now and then
        session = await here.begin(ann)
        await here.who(session)
        before = await reads_of(there)
        question = there.services.authenticator.begin(coming_with(session.secret))
        assert question is not None
        await limiter.decide(claim)
        assert await question
        reads.append(await reads_of(there) - before - 1)
    assert min(reads) == 1


async def test_a_hundred_at_once_are_one_statement(alone: Process, ann: int) -> None:
    session = await alone.begin(ann)
    with count_statements() as counter:
        found = await asyncio.gather(*(alone.who(session) for _ in range(100)))
    assert (len([each for each in found if each]), counter.count) == (100, 1)


async def test_a_secret_that_nobody_gave_out_is_nobody(here: Process) -> None:
    assert await here.who(new_secret()) is None


@pytest.mark.parametrize("secret", ["", "x", "é" * 43, "x" * 44, "x" * 100_000])
async def test_what_cannot_be_a_secret_costs_nothing(here: Process, secret: str) -> None:
    with count_statements() as counter:
        assert await here.who(secret) is None
    assert counter.count == 0


def test_who_brings_nothing_is_not_looked_up(here: Process) -> None:
    exchange: Exchange = coming_with("")
    exchange.credential = None
    assert here.services.authenticator.begin(exchange) is None


async def test_a_question_that_nobody_awaits_leaves_nothing_behind(
    there: Process, here: Process, ann: int
) -> None:
    session = await here.begin(ann)
    there.services.authenticator.begin(coming_with(session.secret))
    await asyncio.sleep(0.05)
    assert gc.collect() >= 0  # a coroutine or a failure left behind would be a warning, so an error


Act = Callable[[Process, Organisation, Actor, NewSession], Awaitable[object]]


async def sign_out(process: Process, _: Organisation, who: Actor, session: NewSession) -> None:
    async with process.services.core.database.begin() as connection:
        sessions = process.services.sessions
        await sessions.end(connection, person_id=who.id, ids=[session.id], why="sign_out")


async def end_all(process: Process, _: Organisation, who: Actor, __: NewSession) -> None:
    async with process.services.core.database.begin() as connection:
        await process.services.sessions.end(connection, person_id=who.id, why="password")


async def promote(process: Process, _: Organisation, __: Actor, session: NewSession) -> None:
    async with process.services.core.database.begin() as connection:
        await process.services.sessions.promote(connection, session.id)


async def disable(process: Process, _: Organisation, who: Actor, __: NewSession) -> None:
    async with process.services.core.database.begin() as connection:
        statement = text("UPDATE identity.person SET status = 'disabled' WHERE id = :id")
        await connection.execute(statement, {"id": who.id})
        await changed(connection, who.id)


async def sign_in_again(process: Process, _: Organisation, who: Actor, old: NewSession) -> None:
    device = replace(SOMEWHERE, replaces=digest_of(old.secret))
    await process.begin(who.id, device=device)


@pytest.mark.parametrize("act", [sign_out, end_all, promote, disable, sign_in_again])
async def test_what_is_revoked_is_nobody_in_every_process(
    here: Process, there: Process, house: Organisation, ann: int, act: Act
) -> None:
    session = await here.begin(ann)
    who = await here.who(session)
    assert who is not None
    assert await there.who(session)
    await act(here, house, who, session)
    assert await gone(session, here, there)


async def test_rights_that_changed_are_the_new_ones_in_every_process(
    here: Process, there: Process, house: Organisation, ann: int
) -> None:
    session = await here.begin(ann)
    before = await there.who(session)
    assert before is not None
    async with here.services.core.database.begin() as connection:
        await connection.execute(text("DELETE FROM identity.assignment"), {})
        await changed(connection, ann)

    async def is_less() -> bool:
        now = await there.who(session)
        return now is not None and not now.may(MANAGE_SESSIONS)

    assert before.may(MANAGE_SESSIONS)
    assert await eventually(is_less)


QUIETLY = """
    WITH raised AS (
        UPDATE identity.person SET version = version + 1, status = 'disabled' WHERE id = :id
        RETURNING id, version
    )
    INSERT INTO identity.change (person_id, version, at)
    SELECT id, version, now() - make_interval(secs => :ago_s) FROM raised
"""


@pytest.mark.parametrize("ago_s", [0, 86_400], ids=["just now", "in a transaction of a day"])
async def test_a_change_is_found_when_its_notification_is_lost(
    here: Process, there: Process, ann: int, ago_s: int
) -> None:
    session = await here.begin(ann)
    assert await there.who(session)
    async with here.services.core.database.begin() as connection:
        await connection.execute(text(QUIETLY), {"id": ann, "ago_s": ago_s})
        await asyncio.sleep(0.6)  # the tails ask meanwhile, and do not see it yet
    assert await gone(session, here, there)


async def test_a_process_that_starts_later_does_not_believe_an_old_copy(
    here: Process, there: Process, ann: int
) -> None:
    session = await here.begin(ann)
    await here.who(session)
    old = await link_of(here).send("GET", key(session))
    await end_all(here, Organisation.new(here.services), Actor("", "person", ann), session)
    assert await gone(session, here, there)
    await link_of(here).send("SET", key(session), old)
    async with here.twin() as later:
        assert await later.who(session) is None


async def test_a_copy_that_somebody_else_wrote_is_not_believed(
    here: Process, there: Process, house: Organisation, ann: int
) -> None:
    bob = await house.person("Bob", ("employee", None))
    mine, anns = await here.begin(bob), await here.begin(ann)
    await here.who(anns)
    of_ann = await link_of(here).send("GET", key(anns))
    await link_of(here).send("SET", key(mine), of_ann)
    found = await there.who(mine)
    assert found is not None
    assert found.id == bob


@pytest.mark.parametrize("written", [b"", b"nonsense", b"\x00" * 64])
async def test_nonsense_in_valkey_is_read_over(
    here: Process, there: Process, ann: int, written: bytes
) -> None:
    session = await here.begin(ann)
    await link_of(here).send("SET", key(session), written)
    assert await there.who(session)


async def test_without_news_of_changes_nothing_remembered_is_believed(
    here: Process, ann: int
) -> None:
    async with here.twin() as deaf:
        session = await deaf.begin(ann)
        await deaf.who(session)
        await deaf.services.known.tail.close()
        with count_statements() as counter:
            assert await deaf.who(session)
    assert counter.count == 1


async def limit(process: Process, session: NewSession, setting: str) -> None:
    async with process.services.core.database.begin() as connection:
        statement = f"UPDATE identity.session SET {setting} WHERE id = :id"
        await connection.execute(text(statement), {"id": session.id})


@pytest.mark.parametrize(
    "setting",
    [
        "expires_at = clock_timestamp() + make_interval(secs => {})",
        "seen_at = clock_timestamp(), idle_s = {}",
    ],
    ids=["absolute", "idle"],
)
async def test_a_session_ends_at_its_limit_without_anybody_ending_it(
    here: Process, there: Process, ann: int, setting: str
) -> None:
    session = await here.begin(ann)
    for seconds in (1, 2, 4):  # a machine that is held up may miss the first
        await limit(here, session, setting.format(seconds))
        if await here.who(session):
            break
    else:
        pytest.fail("nobody was there before the limit")
    assert await gone(session, here, there)


async def test_who_must_set_a_factor_may_do_nothing_else(
    here: Process, house: Organisation, ann: int
) -> None:
    async with here.services.core.database.begin() as connection:
        statement = text(
            "INSERT INTO identity.role_policy (tenant, role) VALUES (:tenant, 'administrator')"
        )
        await connection.execute(statement, {"tenant": house.tenant})
    found = await here.who(await here.begin(ann))
    assert found is not None
    assert (found.must, dict(found.reaches)) == (("set_factor",), {})


async def test_who_owes_the_second_factor_is_nobody(here: Process, ann: int) -> None:
    assert await here.who(await here.begin(ann, state="factor")) is None


async def test_stepping_up_is_known_everywhere(here: Process, there: Process, ann: int) -> None:
    session = await here.begin(ann)
    assert await there.who(session)
    async with here.services.core.database.begin() as connection:
        until = await here.services.sessions.step_up(connection, session.id)

    async def stepped_up_until() -> datetime | None:
        found = await there.who(session)
        return None if found is None else found.stepped_up_until

    assert abs(await eventually(stepped_up_until) - until) < timedelta(seconds=1)


async def test_who_stays_connected_is_asked_for_without_sql(here: Process, ann: int) -> None:
    session = await here.begin(ann)
    who = await here.who(session)
    assert who is not None
    assert await fewest_statements(lambda: here.services.authenticator.refresh(who)) == 0


async def test_who_stays_connected_is_nobody_when_the_session_ends(
    here: Process, house: Organisation, ann: int
) -> None:
    session = await here.begin(ann)
    who = await here.who(session)
    assert who is not None
    await end_all(here, house, who, session)
    assert await gone(session, here)
    assert await here.services.authenticator.refresh(who) is None


async def test_the_same_number_of_another_tenant_is_somebody_else(here: Process, ann: int) -> None:
    other = Organisation.new(here.services)
    eve = await other.person("Eve", ("administrator", None))
    found = await here.who(await here.begin(eve))
    assert found is not None
    assert (found.tenant, found.id) == (other.tenant, eve)
