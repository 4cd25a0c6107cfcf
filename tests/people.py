"""People for tests, who sign in as everybody does."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from os import getpid
from time import monotonic
from typing import Final

import httpx
import psycopg

from regie.identity.people.domain import email_key
from regie.identity.signin.hashes import make_hash

FRESH_S: Final = 600.0
SIGN_IN: Final = "/api/v1/identity/sign-in"
PASSWORD: Final = "une phrase de passe que personne ne devine"
_HASH: Final = make_hash(PASSWORD.encode())

_numbers = count(1)


@dataclass(frozen=True)
class TestPerson:
    __test__ = False

    id: int
    name: str
    email: str
    tenant: str
    password: str = PASSWORD


def add_person(
    database_url: str, *roles: str, tenant: str = "main", place_id: int | None = None
) -> TestPerson:
    """Active, with these roles everywhere or below a place."""
    name = f"{'-'.join(roles) or 'nobody'} {getpid()} {next(_numbers)}"
    email = f"{name.replace(' ', '.')}@example.fr"
    with psycopg.connect(database_url) as connection:
        row = connection.execute(
            "INSERT INTO identity.person"
            " (tenant, email, email_key, name, status, password, password_at)"
            " VALUES (%s, %s, %s, %s, 'active', %s, now()) RETURNING id",
            (tenant, email, email_key(email), name, _HASH),
        ).fetchone()
        assert row is not None
        for role in roles:
            connection.execute(
                "INSERT INTO identity.assignment (person_id, role, place_id) VALUES (%s, %s, %s)",
                (row[0], role, place_id),
            )
    return TestPerson(row[0], name, email, tenant)


def sign_in(client: httpx.Client, person: TestPerson) -> dict[str, str]:
    """The header that says so from then on; a jar of cookies would follow each answer."""
    return _as_header(client.post(SIGN_IN, json=_credentials(person)))


async def sign_in_here(
    client: httpx.AsyncClient, database_url: str, role: str = "administrator"
) -> None:
    """Somebody new with that role, from now on, on this client."""
    person = add_person(database_url, role)
    client.headers["Origin"] = str(client.base_url).rstrip("/")
    client.headers.update(_as_header(await client.post(SIGN_IN, json=_credentials(person))))
    client.cookies.clear()


@dataclass
class _SignedIn:
    person: TestPerson
    session: dict[str, str]
    since: float


_signed_in: Final[dict[tuple[str, str | None, str], _SignedIn]] = {}


def session_of(
    client: httpx.Client, database_url: str, role: str | None, tenant: str
) -> dict[str, str]:
    """Of somebody with that role (None: without any), one for each database, signed in a while ago
    at most: a dangerous act asks for nothing more."""
    which = database_url, role, tenant
    known = _signed_in.get(which)
    if known is None or monotonic() - known.since > FRESH_S:
        roles = [] if role is None else [role]
        person = known.person if known else add_person(database_url, *roles, tenant=tenant)
        known = _signed_in[which] = _SignedIn(person, sign_in(client, person), monotonic())
    return known.session


def _credentials(person: TestPerson) -> dict[str, str]:
    return {"email": person.email, "password": person.password}


def _as_header(answer: httpx.Response) -> dict[str, str]:
    assert (answer.status_code, answer.json().get("status")) == (200, "signed_in"), answer.text
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in answer.cookies.items())}
