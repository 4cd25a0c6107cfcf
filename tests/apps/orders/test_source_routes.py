"""Sources over HTTP, as they are served with the demo's two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from regie.apps.orders.evaluation import scores_now, shipped_scores
from served import Served

SOURCES = "/api/v1/orders/sources"


@pytest.fixture(scope="module")
def staff(served: Served) -> Iterator[httpx.Client]:
    with served.signed_in() as client:
        yield client


@pytest.fixture(scope="module")
def sources(staff: httpx.Client) -> list[dict[str, Any]]:
    return staff.get(SOURCES).raise_for_status().json()["sources"]


def test_both_are_examined(sources: list[dict[str, Any]]) -> None:
    assert [(each["name"], each["engine"]) for each in sources] == [
        ("production", "postgresql"),
        ("atelier", "sqlite"),
    ]


def test_no_line_of_theirs_fails(sources: list[dict[str, Any]]) -> None:
    failing = [
        finding["sentence"]
        for each in sources
        for finding in each["findings"]
        if finding["verdict"] == "fail"
    ]
    assert failing == []


def test_lines_are_sentences_in_the_readers_language(staff: httpx.Client) -> None:
    (production, _) = staff.get(SOURCES, headers={"Accept-Language": "en"}).json()["sources"]
    assert "The database answers." in [each["sentence"] for each in production["findings"]]


@pytest.mark.parametrize(("language", "begins"), [("fr", "Objet"), ("en", "Subject")])
def test_the_letter_is_in_the_language_that_is_asked_for(
    staff: httpx.Client, language: str, begins: str
) -> None:
    answer = staff.get(f"{SOURCES}/production/letter", params={"language": language})
    assert answer.json()["text"].startswith(begins)


def test_there_is_no_letter_to_nowhere(staff: httpx.Client) -> None:
    assert staff.get(f"{SOURCES}/nowhere/letter").json()["code"] == "orders.source_not_found"


def test_the_scores_that_ship_are_those_of_today() -> None:
    assert type(shipped_scores()).model_validate_json(scores_now()) == shipped_scores()


def test_scores_are_told(staff: httpx.Client) -> None:
    parts = staff.get("/api/v1/orders/evaluation").json()["parts"]
    assert [part["part"] for part in parts] == ["seen", "unseen", "fresh", "strangers"]


@pytest.fixture(scope="module")
def mappings(staff: httpx.Client) -> list[dict[str, Any]]:
    return staff.get("/api/v1/orders/mappings").raise_for_status().json()["mappings"]


def test_the_columns_of_a_source_are_told_with_what_they_mean(
    mappings: list[dict[str, Any]],
) -> None:
    (_, atelier) = mappings
    told = {
        each["means"]: (each["column"], each["format"]) for each in atelier["orders"]["columns"]
    }
    assert (told["number"], told["ordered_on"]) == (("N° Cmd", None), ("Dt Cmd", "dd/mm/yyyy"))


def test_the_words_of_a_source_stand_beside_their_meaning(mappings: list[dict[str, Any]]) -> None:
    (production, _) = mappings
    words = [(each["status"], each["words"]) for each in production["statuses"]]
    assert words[0] == ("in_production", ["En production"])


def test_the_share_of_a_process_is_told(mappings: list[dict[str, Any]]) -> None:
    (production, _) = mappings
    pool = production["pool"]
    assert (pool["customers"] + pool["queries"]) * pool["processes"] <= pool["allowed"]


def test_everybody_may_know_what_statuses_there_are(served: Served) -> None:
    with served.client() as client:
        statuses = client.get("/api/v1/orders/statuses", headers={"Accept-Language": "en"}).json()[
            "statuses"
        ]
    assert statuses[0] == {"status": "in_production", "label": "In production", "final": False}


@pytest.mark.parametrize("source", ["production", "nowhere"])
def test_whoever_cannot_sign_is_told_nothing(served: Served, source: str) -> None:
    with served.client() as client:
        answer = client.post(f"{SOURCES}/{source}/changed", json={"numbers": ["CL-1"]})
    assert (answer.status_code, answer.json()["code"]) == (401, "orders.source_unsigned")
