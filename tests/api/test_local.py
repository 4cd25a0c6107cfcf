"""What is for whoever sits at the machine is nowhere for everybody else."""

from __future__ import annotations

import re
from os import devnull
from typing import Any, Final, NamedTuple

import httpx
import pytest

from regie.bootstrap import build_asgi, build_runtime, configure

from .exchanges import JSON

LOCAL: Final = {"console", "jobs", "events"}
"""Tags of which every operation is `local_only`."""

ELSEWHERE: Final = {
    "through a proxy": {"X-Forwarded-For": "127.0.0.1"},
    "through a proxy that says so otherwise": {"Forwarded": "for=127.0.0.1"},
    "under another name": {"Host": "192.0.2.1"},
}
VALUES: Final = {
    "name": "pages.seen",
    "job_id": "1",
    "mail_id": "1",
    "id": "00000000-0000-4000-8000-000000000000",
}
NOT_FOUND: Final = {"fr": "Introuvable", "en": "Not found"}


class Operation(NamedTuple):
    method: str
    path: str
    reads_json: bool

    def with_values(self, values: dict[str, str]) -> str:
        return re.sub(r"\{(\w+)\}", lambda named: values[named[1]], self.path)

    @property
    def has_path_parameters(self) -> bool:
        return "{" in self.path


def document() -> dict[str, Any]:
    environ = {"REGIE_ENV": "demo", "REGIE_DATABASE_URL": "postgresql://x@/x"}
    return build_asgi(build_runtime(configure({**environ, "REGIE_CONFIG": devnull}))).openapi()


OPERATIONS: Final = [
    Operation(method.upper(), path, "requestBody" in operation)
    for path, item in document()["paths"].items()
    for method, operation in item.items()
    if LOCAL & set(operation["tags"])
]


def assert_problem(answer: httpx.Response, status: int, language: str) -> None:
    assert (answer.status_code, answer.headers["content-type"]) == (
        status,
        "application/problem+json",
    ), answer.text
    assert (answer.json()["status"], answer.headers["content-language"]) == (status, language)


@pytest.mark.parametrize("language", NOT_FOUND)
class TestEveryOperation:
    @pytest.mark.parametrize("operation", OPERATIONS, ids="{0.method} {0.path}".format)
    @pytest.mark.parametrize("headers", ELSEWHERE.values(), ids=list(ELSEWHERE))
    def test_is_not_there_from_elsewhere(
        self, client: httpx.Client, operation: Operation, headers: dict[str, str], language: str
    ) -> None:
        answer = client.request(
            operation.method,
            operation.with_values(VALUES),
            content="{}" if operation.reads_json else None,
            headers={**JSON, **headers, "Accept-Language": language},
        )
        assert_problem(answer, 404, language)
        assert (answer.json()["code"], answer.json()["title"]) == ("not_found", NOT_FOUND[language])

    @pytest.mark.parametrize(
        "operation",
        [each for each in OPERATIONS if each.has_path_parameters],
        ids="{0.method} {0.path}".format,
    )
    def test_says_which_value_of_its_path_is_wrong(
        self, client: httpx.Client, operation: Operation, language: str
    ) -> None:
        path = operation.with_values(dict.fromkeys(VALUES, "-"))
        content = "{}" if operation.reads_json else None
        headers = {**JSON, "Accept-Language": language}
        answer = client.request(operation.method, path, content=content, headers=headers)
        assert_problem(answer, 422, language)
        assert "path/" in answer.text

    @pytest.mark.parametrize(
        "operation",
        [each for each in OPERATIONS if each.reads_json],
        ids="{0.method} {0.path}".format,
    )
    def test_says_that_its_body_is_no_json(
        self, client: httpx.Client, operation: Operation, language: str
    ) -> None:
        headers = {**JSON, "Accept-Language": language}
        path = operation.with_values(VALUES)
        answer = client.request(operation.method, path, content="{", headers=headers)
        assert_problem(answer, 400, language)
