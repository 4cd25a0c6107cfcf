"""What strangers and people of another tenant see of an installation: nothing of it."""

from __future__ import annotations

import re
from typing import Final

import httpx
import pytest

from people import add_person
from served import Served

from .test_rights import DECLARED, OPEN_TO_STRANGERS

PEOPLE: Final = "/api/v1/console/people"

SPELLINGS: Final = (
    "/api/v1/console//people",
    "//api/v1/console/people",
    "/api/v1/console/./people",
    "/api/v1/about/../console/people",
    "/api/v1/console/%2e/people",
    "/api/v1/about/%2e%2e/console/people",
    "/api/v1/console/people/",
    "/api/v1/console/PEOPLE",
    "/API/v1/console/people",
    "/api/v1/console/people;x=1",
    "/api/v1/console;x/people",
    "/api/v1/console%2fpeople",
    "/api/v1/console%5cpeople",
    "/api/v1/console/peop%6ce",
    "/api/v1/console/people%20",
    "/api/v1/console/people?x=/healthz",
    "/api/v1/console/people%3fx=/healthz",
    "/api/v1/console/people%23/healthz",
    "/healthz/../api/v1/console/people",
    "/api/v1/orders/track/../../console/people",
)


@pytest.fixture(scope="module")
def somebody(served: Served) -> str:
    """Whose name must not be told."""
    return add_person(served.database_url, "employee").name


@pytest.mark.parametrize("target", SPELLINGS)
@pytest.mark.parametrize("role", [None, "agent"], ids=["a stranger", "an agent"])
def test_no_spelling_of_a_path_leads_around_its_guard(
    served: Served, somebody: str, target: str, role: str | None
) -> None:
    cookie = ""
    if role is not None:
        with served.signed_in(role) as client:
            cookie = f"Cookie: {client.headers['Cookie']}\r\n"
    target = served.root_path + target
    head = f"GET {target} HTTP/1.1\r\nHost: localhost\r\n{cookie}Connection: close\r\n\r\n"
    answer = served.say(head.encode())
    found = re.match(rb"HTTP/1.1 (\d+)", answer)
    assert found is not None
    assert (found[1] == b"200" and b"<html" not in answer, somebody.encode() in answer) == (
        False,
        False,
    )


READABLE: Final = [
    path
    for path, methods in sorted(DECLARED.items())
    if "GET" in methods and "{" not in path and f"GET {path}" not in OPEN_TO_STRANGERS
]


@pytest.mark.parametrize("path", READABLE)
def test_an_administrator_of_another_tenant_is_told_of_nobody_here(
    served: Served, somebody: str, path: str
) -> None:
    with served.signed_in(tenant="elsewhere") as client:
        answer: httpx.Response = client.get(path, params={"topics": "jobs.1"})
    assert somebody not in answer.text


@pytest.mark.parametrize("path", READABLE)
def test_what_is_told_to_somebody_is_kept_by_no_cache(served: Served, path: str) -> None:
    with served.signed_in() as client:
        answer = client.get(path, params={"topics": "news"})
    assert "no-store" in answer.headers["cache-control"], answer.text
