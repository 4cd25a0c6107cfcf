"""What grows, as the console shows it."""

from __future__ import annotations

import httpx
import psycopg
import pytest

URL = "/api/v1/console/retention"
KEY = b"a-key-of-two-days-ago"


@pytest.fixture
def old_answer(demo: dict[str, str]) -> None:
    """One answer that is kept longer than answers are."""
    with psycopg.connect(demo["REGIE_DATABASE_URL"]) as connection:
        connection.execute(
            "INSERT INTO core.idempotency (tenant, key, person, request, status, headers, body, at)"
            " VALUES ('main', %s, 'p', '', 200, '[]', '', now() - interval '2 days')"
            " ON CONFLICT DO NOTHING",
            (KEY,),
        )


def of_answers(told: dict) -> dict:
    return next(each for each in told["classes"] if each["name"] == "answers")


def test_it_says_how_long_each_class_is_kept_and_where_that_is_set(client: httpx.Client) -> None:
    told = of_answers(client.get(URL).json())
    assert (told["keep_days"], told["setting"]) == (1, "REGIE_RETENTION_ANSWERS_DAYS")


@pytest.mark.parametrize(
    ("language", "title"),
    [("fr", "Réponses gardées pour les renvois"), ("en", "Answers kept for retries")],
)
def test_classes_are_named_in_the_reader_s_language(
    client: httpx.Client, language: str, title: str
) -> None:
    told = client.get(URL, headers={"Accept-Language": language}).json()
    assert of_answers(told)["title"] == title


def test_it_says_what_would_go(client: httpx.Client, old_answer: None) -> None:
    (table,) = of_answers(client.get(URL).json())["tables"]
    assert (table["table"], table["rows"], table["size_bytes"] > 0) == ("idempotency", 1, True)


def test_a_purge_lets_it_go(client: httpx.Client, old_answer: None) -> None:
    purged = client.post(f"{URL}/purge", json={"classes": ["answers"]}).json()
    told = [
        (each["name"], each["complete"], each["tables"][0]["rows"]) for each in purged["classes"]
    ]
    assert (told, of_answers(client.get(URL).json())["rows"]) == ([("answers", True, 1)], 0)


def test_a_class_that_does_not_exist_is_refused(client: httpx.Client) -> None:
    answer = client.post(f"{URL}/purge", json={"classes": ["nonsense"]})
    assert (answer.status_code, answer.json()["code"]) == (404, "retention.unknown_class")
