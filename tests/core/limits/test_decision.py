"""How a decision is told to clients and to the log."""

from __future__ import annotations

import pytest

from regie.core.i18n import Catalogue
from regie.core.limits import (
    LIMITS_MESSAGES,
    Asked,
    Claim,
    Decision,
    Found,
    Limit,
    RateLimited,
    TooCostly,
)

LOGIN = Limit("login", 5, 900)
CLIENT = Limit("client", 600, 60, burst=60)


def decided(*claims: tuple[Claim, float]) -> Decision:
    """Each claim with the backlog in seconds that it finds."""
    backlogs_us = [round(backlog_s * 1_000_000) for _, backlog_s in claims]
    asked = Asked(tuple(claim for claim, _ in claims))
    return Decision.of(asked, Found(backlogs_us, []), local=False)


def test_the_policy_is_the_burst_and_the_time_in_which_it_comes_back() -> None:
    headers = dict(decided((LOGIN.of("a"), 0), (CLIENT.of("a"), 0)).headers())
    assert headers[b"ratelimit-policy"] == b'"login";q=5;w=900, "client";q=60;w=6'


@pytest.mark.parametrize(
    ("backlog_s", "told"),
    [
        (0, b'"login";r=4;t=180'),
        (0.5, b'"login";r=3;t=181'),
        (700, b'"login";r=0;t=160'),
        (720, b'"login";r=0;t=180'),
        (840, b'"login";r=0;t=120'),
        (900, b'"login";r=0;t=180'),
    ],
)
def test_the_state_is_what_remains_and_when_more_is_there(backlog_s: float, told: bytes) -> None:
    headers = dict(decided((LOGIN.of("a"), backlog_s)).headers())
    assert headers[b"ratelimit"] == told


def test_what_can_never_pass_is_not_told_to_wait() -> None:
    headers = dict(decided((LOGIN.of("a", cost=6), 0)).headers())
    assert headers[b"ratelimit"] == b'"login";r=5;t=0'


def test_without_limits_there_is_nothing_to_tell() -> None:
    assert decided().headers() == ()


def test_retry_after_is_when_the_slowest_of_those_that_refuse_would_admit() -> None:
    decision = decided((LOGIN.of("a"), 840), (CLIENT.of("a"), 6))
    assert decision.retry_after_s == 120


def test_what_was_admitted_need_not_wait() -> None:
    assert decided((LOGIN.of("a"), 0)).retry_after_s is None


def test_an_admitted_request_goes_on() -> None:
    decided((LOGIN.of("a"), 0)).enforce()


def test_a_refused_one_is_an_error_that_says_when_to_come_back() -> None:
    with pytest.raises(RateLimited) as refusal:
        decided((LOGIN.of("a"), 840)).enforce()
    assert (refusal.value.status, refusal.value.code, refusal.value.retry_after_s) == (
        429,
        "limits.exceeded",
        120,
    )


def test_one_that_can_never_pass_says_so() -> None:
    with pytest.raises(TooCostly) as refusal:
        decided((LOGIN.of("a", cost=6), 0)).enforce()
    assert refusal.value.retry_after_s is None


def test_the_log_learns_which_limit_refused() -> None:
    with pytest.raises(RateLimited) as refusal:
        decided((LOGIN.of("a"), 720), (CLIENT.of("a"), 6)).enforce()
    assert refusal.value.detail == "client"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Trop de demandes en peu de temps. Réessayez dans 120 s."),
        ("en", "Too many requests in a short time. Try again in 120 s."),
    ],
)
def test_people_are_told_in_their_language(language, text: str) -> None:
    with pytest.raises(RateLimited) as refusal:
        decided((LOGIN.of("a"), 840)).enforce()
    catalogue = Catalogue.merged([LIMITS_MESSAGES])
    assert catalogue.text(refusal.value.code, language, refusal.value.params) == text
