"""What has the wrong shape is refused in the reader's language, operation by operation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

import httpx
import pytest

from served import Served

from .exchanges import JSON
from .test_rights import APP, OWN_KEYS

VALUES: Final = {
    "id": "00000000-0000-4000-8000-000000000000",
    "name": "pages.seen",
}
STATE: Final = {"If-Match": '"1"'}
"""For what can be edited."""
LANGUAGES: Final = ("fr", "en")
PAYS: Final = {"name": "Formes", "period": "total", "budget_micros": 1_000_000}


class Operation(NamedTuple):
    method: str
    path: str
    reads_json: bool

    def with_values(self, values: dict[str, str], otherwise: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda named: values.get(named[1], otherwise), self.path)


OPERATIONS: Final = [
    Operation(
        method.upper(),
        path,
        "application/json" in operation.get("requestBody", {}).get("content", {}),
    )
    for path, item in APP.openapi()["paths"].items()
    for method, operation in item.items()
]


@pytest.fixture(scope="module")
def client(served: Served) -> Iterator[httpx.Client]:
    with served.signed_in() as client:
        yield client


@pytest.fixture(scope="module")
def key(client: httpx.Client) -> str:
    """Of the gateway, whose door knows no sessions."""
    return client.post("/api/v1/gateway/keys", json=PAYS).json()["secret"]


def assert_problem(answer: httpx.Response, status: int, language: str) -> None:
    assert (answer.status_code, answer.headers["content-type"]) == (
        status,
        "application/problem+json",
    ), answer.text
    assert (answer.json()["status"], answer.headers["content-language"]) == (status, language)


def assert_problem_of_openai(answer: httpx.Response, status: int, language: str) -> None:
    assert (answer.status_code, answer.headers["content-type"]) == (
        status,
        "application/json",
    ), answer.text
    told = answer.json()["error"]["type"], answer.headers["content-language"]
    assert told == ("invalid_request_error", language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "operation",
    # A token may be any text: one that is none of ours is a 404.
    [each for each in OPERATIONS if "{" in each.path and "{token}" not in each.path],
    ids="{0.method} {0.path}".format,
)
def test_an_operation_says_which_value_of_its_path_is_wrong(
    client: httpx.Client, operation: Operation, language: str
) -> None:
    path = operation.with_values({}, "-")
    content = "{}" if operation.reads_json else None
    headers = {**JSON, **STATE, "Accept-Language": language}
    answer = client.request(operation.method, path, content=content, headers=headers)
    assert_problem(answer, 422, language)
    assert "path/" in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "operation",
    [each for each in OPERATIONS if each.reads_json],
    ids="{0.method} {0.path}".format,
)
def test_an_operation_says_that_its_body_is_no_json(
    client: httpx.Client, key: str, operation: Operation, language: str
) -> None:
    headers = {**JSON, "Accept-Language": language}
    of_openai = operation.path.startswith(OWN_KEYS)
    if of_openai:
        headers["Authorization"] = f"Bearer {key}"
    path = operation.with_values(VALUES, "1")
    answer = client.request(operation.method, path, content="{", headers=headers)
    (assert_problem_of_openai if of_openai else assert_problem)(answer, 400, language)
