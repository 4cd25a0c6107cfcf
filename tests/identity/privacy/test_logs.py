"""What the served worker logs of people names nobody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from people import SIGN_IN, TestPerson, add_person, sign_in
from served import Served, serving

ME = "/api/v1/identity/me"
CONSOLE = "/api/v1/console"


@pytest.fixture(scope="module")
def person(demo: dict[str, str]) -> TestPerson:
    return add_person(demo["REGIE_DATABASE_URL"], "administrator")


@pytest.fixture(scope="module")
def told(demo: dict[str, str], person: TestPerson) -> Iterator[Served]:
    """A worker that logs all it can while somebody works: signs in, fails to, looks at things,
    changes them, is refused."""
    with serving({**demo, "REGIE_LOG_LEVEL": "debug"}) as served:
        with served.client(Origin=served.origin) as client:
            client.post(SIGN_IN, json={"email": person.email, "password": "not that one at all"})
            client.post(SIGN_IN, json={"email": person.email})
            client.headers.update(sign_in(client, person))
            for path in ("", "/sessions", "/tokens", "/factor", "/privacy", "/data"):
                client.get(f"{ME}{path}")
            client.patch(ME, json={"name": person.name, "theme": "dark"})
            client.patch(ME, json={"theme": person.name})
            for search in ("people", "sessions", "audit", "tokens", "audit/verify"):
                client.get(f"{CONSOLE}/{search}", params={"search": person.name})
            draft = {"email": person.email, "name": person.name, "roles": []}
            client.post(f"{CONSOLE}/people", json=draft)
            client.post(f"{ME}/password", json={"current": "wrong", "new": person.name})
            client.post("/api/v1/identity/password-reset", json={"email": person.email})
            client.post("/api/v1/identity/sign-out")
            client.get(ME)
        yield served


def test_the_worker_says_what_was_asked(told: Served) -> None:
    assert len([event for event in told.events() if event.get("route") == ME]) > 2


@pytest.mark.parametrize("part", ["name", "email", "password"])
def test_no_line_holds_who_it_was(told: Served, person: TestPerson, part: str) -> None:
    value = getattr(person, part)
    assert [line for line in told.log.read_text().splitlines() if value in line] == []
