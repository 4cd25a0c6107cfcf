"""A question that is written down has an answer, whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import cast
from uuid import UUID, uuid4

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection
from structlog.testing import capture_logs

from orderplay import MINE, NAME, OLD, SOURCE, Customer, Shop
from regie.apps.orders.answering.policy import AnswerPolicy
from regie.apps.orders.answering.wording import Wording
from regie.apps.orders.conversations import repository
from regie.apps.orders.conversations.build import build_turns
from regie.apps.orders.conversations.domain import digest_of
from regie.apps.orders.conversations.turns import Question, Turns, Written
from regie.apps.orders.conversations.unanswered import PATIENCE, apologise
from regie.apps.orders.conversations.under_way import UnderWay
from regie.apps.orders.conversations.voices import Policies, Voices
from regie.apps.orders.errors import OrderNotFound
from regie.apps.orders.service import OrderService, Tracked
from regie.apps.orders.understanding import NumberFormat
from regie.core.cache import Cache
from regie.core.db import Database
from regie.core.errors import Unavailable
from regie.core.limits import RateLimited

ASKED = f"Où en est ma commande {MINE} ? {NAME}"
SORRY = "Je n’ai pas pu répondre à cette question"


@pytest.fixture
def turns(shop: Shop) -> Turns:
    runtime = shop.house.runtime
    core = replace(runtime.core, registry=CollectorRegistry(), cache=Cache(enabled=False))
    return build_turns(core, cast("OrderService", runtime.parts["orders"].service))


def with_orders(turns: Turns, orders: object) -> Turns:
    carrying_out = replace(turns.carrying_out, orders=cast("OrderService", orders))
    return replace(turns, carrying_out=carrying_out)


@dataclass
class Orders:
    """That are asked for, and then something is wrong."""

    failure: BaseException | None = None
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)

    def within(self, _: object) -> Orders:
        return self

    async def track(self, *_: object, **__: object) -> Tracked:
        self.asked.set()
        if self.failure is not None:
            raise self.failure
        await self.go_on.wait()
        raise OrderNotFound


async def asked(
    turns: Turns, customer: Customer, *, written: str = ASKED, client_id: UUID | None = None
) -> Question:
    question = Written(written, client_id or uuid4(), "198.51.100.1")
    return await turns.ask(UUID(customer.id), digest_of(customer.token), question)


async def said(customer: Customer) -> list[tuple[str, str]]:
    """By whom, and how it begins."""
    messages = (await customer.read())["messages"]
    return [(each["author"], each["text"].partition(".")[0]) for each in messages]


@dataclass
class InOrder:
    """A database and how numbers are written, and which of them is asked for first."""

    of: Turns
    asked_for: list[str] = field(default_factory=list[str])

    def begin(self) -> AbstractAsyncContextManager[AsyncConnection]:
        self.asked_for.append("connection")
        return self.of.database.begin()

    @property
    def formats(self) -> tuple[NumberFormat, ...]:
        self.asked_for.append("formats")
        return self.of.voices.formats

    def policy(self, source: str) -> AnswerPolicy:
        return self.of.voices.policy(source)


async def test_a_question_is_understood_before_a_connection_is_taken(
    turns: Turns, customer: Customer
) -> None:
    seen = InOrder(turns)
    watched = replace(turns, database=cast("Database", seen), voices=cast("Voices", seen))
    await asked(watched, customer)
    assert seen.asked_for == ["formats", "connection"]


@pytest.mark.parametrize(
    "failure",
    [RuntimeError("a defect"), asyncio.CancelledError(), TimeoutError(), LookupError("none")],
    ids=repr,
)
async def test_whatever_is_broken_there_is_an_apology(
    turns: Turns, customer: Customer, failure: BaseException
) -> None:
    broken = with_orders(turns, Orders(failure))
    answered = await broken.answer(await asked(broken, customer))
    assert answered.message is not None
    assert (await said(customer))[-1] == ("assistant", SORRY)


@dataclass
class OneAway:
    """One of two cannot be read."""

    of: OrderService
    failure: Exception

    def within(self, _: object) -> OneAway:
        return self

    async def track(self, number: str, name: str, *, address: str) -> Tracked:
        if number == OLD:
            raise self.failure
        return await self.of.track(number, name, address=address)


@pytest.mark.parametrize(
    ("failure", "why"),
    [
        (RateLimited("order-tries", retry_after_s=60, seconds=60), "tries_too_many"),
        (Unavailable("away"), "source_away"),
    ],
    ids=["limited", "away"],
)
async def test_an_order_that_cannot_be_read_hides_no_other(
    turns: Turns, customer: Customer, failure: Exception, why: str
) -> None:
    half = with_orders(turns, OneAway(turns.carrying_out.orders, failure))
    question = f"Où en sont {MINE} et {OLD} ? {NAME}"
    written = Written(question, uuid4(), "198.51.100.1")
    answered = await half.answer(
        await half.ask(UUID(customer.id), digest_of(customer.token), written)
    )
    assert answered.message is not None
    shown = f"Votre commande {MINE} est en production."
    told = Wording.ours("fr").say(why)
    assert (shown in answered.message.text, told in answered.message.text) == (True, True)


async def test_whoever_waits_too_long_has_an_apology(turns: Turns, customer: Customer) -> None:
    impatient = replace(with_orders(turns, Orders()), patience_s=0.01)
    await impatient.answer(await asked(impatient, customer))
    assert (await said(customer))[-1] == ("assistant", SORRY)


async def test_an_apology_is_followed_by_the_answer_to_the_same_question(
    turns: Turns, customer: Customer
) -> None:
    broken = with_orders(turns, Orders(RuntimeError("a defect")))
    await broken.answer(await asked(broken, customer))
    assert MINE in (await customer.say(ASKED)).text


async def test_a_client_who_leaves_ends_no_answer(turns: Turns, customer: Customer) -> None:
    orders = Orders()
    slow = with_orders(turns, orders)
    under_way = UnderWay(slow, grace_s=20.0)
    waiting = asyncio.ensure_future(under_way.begin(await asked(slow, customer)))
    await orders.asked.wait()
    waiting.cancel()
    orders.go_on.set()
    await under_way.close()
    assert [author for author, _ in await said(customer)] == ["assistant", "customer", "assistant"]


async def test_the_end_waits_no_longer_than_it_may(turns: Turns, customer: Customer) -> None:
    orders = Orders()
    slow = with_orders(turns, orders)
    under_way = UnderWay(slow, grace_s=0.0)
    waiting = under_way.begin(await asked(slow, customer))
    await orders.asked.wait()
    await under_way.close()
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_an_answer_that_cannot_be_written_down_is_told_of(
    turns: Turns, customer: Customer
) -> None:
    """Also when whoever asked has left."""

    class Broken:
        def begin(self) -> None:
            raise RuntimeError("a defect")

    question = await asked(turns, customer)
    under_way = UnderWay(replace(turns, database=cast("Database", Broken())), grace_s=20.0)
    with capture_logs() as logged:
        under_way.begin(question)
        await under_way.close()
    assert [each["event"] for each in logged] == ["order_answer_not_written"]


class Flickering:
    """A database that is away at first."""

    def __init__(self, database: Database, times: int):
        self._database = database
        self._left = times

    def begin(self) -> AbstractAsyncContextManager[AsyncConnection]:
        self._left -= 1
        if self._left >= 0:
            raise Unavailable("away")
        return self._database.begin()


async def test_an_answer_is_written_down_once_our_database_is_back(
    turns: Turns, customer: Customer
) -> None:
    question = await asked(turns, customer)
    flickering = replace(turns, database=cast("Database", Flickering(turns.database, 2)))
    answered = await flickering.answer(question)
    assert answered.message is not None


@dataclass
class Forgetful:
    """A database of which one COMMIT is done, and said to have failed."""

    of: Database
    told: bool = False

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        async with self.of.begin() as connection:
            yield connection
        if not self.told:
            self.told = True
            raise Unavailable("away")


PERSON = "Je veux parler à quelqu'un"


async def test_who_is_handed_over_by_a_commit_of_which_nobody_heard_is_told_so(
    turns: Turns, customer: Customer
) -> None:
    question = await asked(turns, customer, written=PERSON)
    forgetful = replace(turns, database=cast("Database", Forgetful(turns.database)))
    assert (await forgetful.answer(question)).message is not None


async def test_so_is_who_asked_twice_before_the_first_was_answered(
    turns: Turns, customer: Customer
) -> None:
    client_id = uuid4()
    one, again = [
        await asked(turns, customer, written=PERSON, client_id=client_id) for _ in range(2)
    ]
    first = await turns.answer(one)
    assert (await turns.answer(again)).message == first.message


async def later(shop: Shop, after: timedelta, policy: AnswerPolicy | None = None) -> int:
    policies = Policies({} if policy is None else {SOURCE: policy})
    async with shop.house.services.core.database.begin() as connection:
        now = datetime.now(UTC) + after
        return await apologise(connection, now, now.date(), policies)


async def test_what_a_killed_process_left_is_answered_by_an_apology(
    shop: Shop, turns: Turns, customer: Customer
) -> None:
    await asked(turns, customer)
    await later(shop, PATIENCE + timedelta(seconds=5))
    assert (await said(customer))[-1] == ("assistant", SORRY)


async def test_the_apology_is_the_mappings_own_where_it_has_one(
    shop: Shop, turns: Turns, customer: Customer
) -> None:
    await asked(turns, customer)
    policy = AnswerPolicy.model_validate(
        {"texts": {"fr": {"not_answered": "Zut, encore une fois."}}}
    )
    await later(shop, PATIENCE + timedelta(seconds=5), policy)
    assert (await said(customer))[-1] == ("assistant", "Zut, encore une fois")


async def test_which_is_the_answer_of_whoever_asks_again(
    shop: Shop, turns: Turns, customer: Customer
) -> None:
    client_id = uuid4()
    written = Written(ASKED, client_id, "198.51.100.1")
    await turns.ask(UUID(customer.id), digest_of(customer.token), written)
    await later(shop, PATIENCE + timedelta(seconds=5))
    assert (await customer.say(ASKED, str(client_id))).text.startswith(SORRY)


async def test_what_was_asked_a_moment_ago_is_still_being_answered(
    shop: Shop, turns: Turns, customer: Customer
) -> None:
    await asked(turns, customer)
    await later(shop, PATIENCE - timedelta(seconds=30))
    assert (await said(customer))[-1][0] == "customer"


async def test_the_apology_speaks_as_the_answers_do(
    shop: Shop, turns: Turns, customer: Customer
) -> None:
    await asked(turns, customer)
    await later(
        shop, PATIENCE + timedelta(seconds=5), AnswerPolicy.model_validate({"address": "tu"})
    )
    last = (await customer.read())["messages"][-1]
    assert last["text"] == Wording.ours("fr", "tu").say("not_answered")


async def test_the_apology_is_in_the_figures(shop: Shop, turns: Turns, customer: Customer) -> None:
    failed = "SELECT coalesce(sum(questions), 0) FROM orders.question_day WHERE outcome = 'failed'"
    await asked(turns, customer)
    async with shop.house.services.core.database.begin() as connection:
        before = (await connection.execute(text(failed))).scalar_one()
    told = await later(shop, PATIENCE + timedelta(seconds=5))
    async with shop.house.services.core.database.begin() as connection:
        after = (await connection.execute(text(failed))).scalar_one()
    assert after - before == told > 0


async def test_a_question_that_another_one_follows_is_not_forgotten(
    shop: Shop, turns: Turns, customer: Customer
) -> None:
    lost = await asked(turns, customer)
    await customer.say("Bonjour")
    await later(shop, PATIENCE + timedelta(seconds=5))
    async with shop.house.services.core.database.begin() as connection:
        told = await repository.answer_to(connection, UUID(customer.id), lost.seq)
    assert told is not None
    assert told.text.startswith(SORRY)


async def test_what_was_said_to_nobody_is_left_when_the_assistant_is_back(
    shop: Shop, customer: Customer
) -> None:
    for written in (
        "Je veux parler à quelqu'un",
        "Il y a quelqu'un ?",
        "Continuer avec l’assistant",
    ):
        await customer.say(written)
    await later(shop, PATIENCE + timedelta(seconds=5))
    assert ("assistant", SORRY) not in await said(customer)


async def test_what_was_said_to_a_person_wants_no_apology(shop: Shop, customer: Customer) -> None:
    await customer.say("Je veux parler à quelqu'un")
    await customer.say("Il y a quelqu'un ?")
    await later(shop, PATIENCE + timedelta(seconds=5))
    assert (await said(customer))[-1][0] == "customer"


async def test_what_is_refused_is_not_written_down(shop: Shop) -> None:
    """Ten orders may be tried in ten minutes."""
    customer = await shop.customer()
    answers = [await customer.say(f"CL-700000-{number:06d} Martin") for number in range(11)]
    assert answers[-1].status == 429
    assert (await said(customer))[-1][0] == "assistant"


async def test_a_long_conversation_is_shown_in_whole(shop: Shop, customer: Customer) -> None:
    async with shop.house.services.core.database.begin() as connection:
        await connection.execute(
            text(
                "INSERT INTO orders.message (conversation_id, seq, author, text, at)"
                " SELECT :id, n, 'agent', 'Bonjour', now() FROM generate_series(2, 450) AS n"
            ),
            {"id": customer.id},
        )
    assert [each["seq"] for each in (await customer.read())["messages"]] == [*range(1, 451)]
