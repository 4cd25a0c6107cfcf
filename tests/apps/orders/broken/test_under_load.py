"""The orders' database is slow, hung, cut off, killed or full while people ask: who can be answered
is, everybody else is told so in time, nothing piles up, and it ends by itself."""

from __future__ import annotations

import pytest

from regie.apps.orders.answering.sentences import SENTENCES
from regie.core.i18n.core_messages import CORE_MESSAGES
from regie.core.web.messages import WEB_MESSAGES

from .conftest import Site
from .failures import FAILURES
from .load import Answer
from .observed import Observed, observe

PROMISED_S = 6.0
AT_ONCE_S = 1.0
"""What nothing has to be read for, at its slowest."""
WELL_AGAIN_S = 20.0
"""The breaker's five seconds, a connection's three, and a busy machine."""
MOST_CONNECTIONS = 10
"""Of the pool, at an installation of the usual size."""
HANGING = 8
"""Threads that a driver without asyncio may leave behind at most, and connections that wait for
their good-bye."""
MORE_FILES = 60
"""Sockets of those who ask, at the moment of counting."""
MORE_MEMORY_MB = 40.0

REFUSALS = (WEB_MESSAGES["overloaded"], CORE_MESSAGES["unavailable"], CORE_MESSAGES["timeout"])
"""Of what is full, and of what answers too late, before a conversation is heard."""

SHORT = {("postgresql", "silent"), ("mysql", "killed")}
SCENES = [
    pytest.param(
        (engine, way),
        marks=[] if (engine, way) in SHORT else [pytest.mark.long],
        id=f"{engine} {way}",
    )
    for engine in ("postgresql", "mysql")
    for way in FAILURES
]


@pytest.fixture(scope="module", params=SCENES)
def scene(request: pytest.FixtureRequest) -> tuple[str, str]:
    return request.param


@pytest.fixture(scope="module")
def site(request: pytest.FixtureRequest, scene: tuple[str, str]) -> Site:
    return request.getfixturevalue(f"on_{scene[0]}")


@pytest.fixture(scope="module")
async def seen(site: Site, scene: tuple[str, str]) -> Observed:
    return await observe(site.served, site.source, site.proxy, site.numbers, scene[1])


def test_what_is_remembered_is_answered_all_the_while(seen: Observed) -> None:
    assert {answer.status for answer in seen.of("known")} == {200}


def test_it_waits_for_nothing(seen: Observed) -> None:
    assert seen.longest_s("known") < AT_ONCE_S


def test_everybody_else_is_answered_in_time(seen: Observed) -> None:
    assert seen.longest_s("new") < PROMISED_S


def test_in_the_chat_too(seen: Observed) -> None:
    assert seen.longest_s("said") < PROMISED_S


def test_nobody_is_left_without_an_answer(seen: Observed) -> None:
    assert seen.unanswered == []


def test_it_was_felt(seen: Observed) -> None:
    """Otherwise the others show nothing."""
    assert seen.refused


def test_whoever_is_refused_is_told_when_to_come_back(seen: Observed) -> None:
    assert [answer for answer in seen.refused if not int(answer.retry_after or 0)] == []


def test_a_refusal_says_what_is_the_matter(seen: Observed) -> None:
    told = {(answer.status, answer.code) for answer in seen.refused}
    assert told <= {
        (503, "source.unavailable"),
        (503, "source.busy"),
        (504, "source.timeout"),
    }


def test_a_refusal_names_nothing_of_the_source(seen: Observed) -> None:
    said = " ".join(str(answer.body) for answer in seen.refused)
    assert not [
        word for word in ("Commandes", "regie_reader", "127.0.0.1", "SELECT") if word in said
    ]


def test_the_chat_says_what_is_the_matter(seen: Observed) -> None:
    """Or that there is no such order, when it could be read after all; or it was refused before it
    began, which is told in a sentence too."""
    answers = [SENTENCES[name].vous for name in ("source_away", "not_found")]
    known = {_plain(each) for each in (*answers, *(each["fr"] for each in REFUSALS))}
    assert {_shown(answer) for answer in seen.of("said")} <= known


def _shown(answer: Answer) -> str:
    """By the widget: the message of a stream, or the sentence of a problem that came instead of one
    and says when to come back. A stream that was cut has neither."""
    refused = answer.status in {503, 504} and int(answer.retry_after or 0) > 0
    sentence = answer.body.get("detail" if refused else "text")
    return _plain(sentence or f"{answer.status} {answer.body}")


def _plain(text: str) -> str:
    """With blanks of one width."""
    return " ".join(text.split())


def test_the_app_stays_alive(seen: Observed) -> None:
    assert seen.health["alive"] == 200


def test_its_connections_stay_within_the_pool(seen: Observed) -> None:
    assert seen.most_connections <= MOST_CONNECTIONS + HANGING


def test_none_of_them_is_left_behind(seen: Observed) -> None:
    assert seen.connections_after <= MOST_CONNECTIONS


def test_no_thread_is_left_behind(seen: Observed) -> None:
    assert seen.after.threads <= seen.before.threads + HANGING


def test_no_file_is_left_open(seen: Observed) -> None:
    assert seen.after.files <= seen.before.files + MORE_FILES


def test_memory_does_not_grow(seen: Observed) -> None:
    assert seen.after.memory_mb <= seen.before.memory_mb + MORE_MEMORY_MB


def test_it_is_well_again_by_itself(seen: Observed) -> None:
    assert seen.well_again_s is not None
    assert seen.well_again_s < WELL_AGAIN_S
