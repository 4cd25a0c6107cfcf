"""When Régie is away, Nginx speaks in its words."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from regie.core.i18n import CORE_MESSAGES

pytestmark = pytest.mark.nginx


@pytest.fixture
def alone(start_nginx, closed_port: int) -> Iterator[httpx.Client]:
    site = start_nginx([closed_port] * 3)
    with site.visitor() as visitor:
        yield visitor


def test_nothing_up_is_a_problem(alone: httpx.Client) -> None:
    answer = alone.get("/api/v1/about")
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, problem["status"], problem["code"]) == (502, 502, "unavailable")


def test_nothing_up_says_when_to_come_back(alone: httpx.Client) -> None:
    assert alone.get("/").headers["retry-after"] == "5"


def test_a_problem_carries_the_id_of_its_request(alone: httpx.Client) -> None:
    answer = alone.get("/")
    assert answer.json()["request_id"] == answer.headers["x-request-id"]


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("fr-FR,fr;q=0.9,en;q=0.5", "fr"), ("en-GB,en;q=0.9", "en"), ("", "fr"), ("de", "fr")],
)
def test_a_problem_is_in_the_visitors_language_and_in_the_applications_words(
    alone: httpx.Client, accepted: str, language: str
) -> None:
    answer = alone.get("/", headers={"Accept-Language": accepted})
    assert answer.headers["content-language"] == language
    assert answer.json()["detail"] == CORE_MESSAGES["unavailable"][language]


def test_a_problem_never_echoes_what_was_asked(alone: httpx.Client) -> None:
    assert "injected" not in alone.get('/"injected"/', params={"x": "injected"}).text
