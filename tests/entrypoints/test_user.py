"""`regie user` does what the console does, by whoever sits at the machine."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import count
from typing import Any

import psycopg
import pytest
from click.testing import Result
from typer.testing import CliRunner

from peopleplay import environ
from regie.core.db import DatabaseUrl
from regie.entrypoints.commands.user import app
from regie.identity.people.errors import EmailTaken, LastAdministrator, PersonNotFound

Regie = Callable[..., Result]
_numbers = count(1)


@pytest.fixture
def regie(migrated: DatabaseUrl, monkeypatch: pytest.MonkeyPatch) -> Regie:
    monkeypatch.chdir("/")
    chosen = environ(migrated) | {"REGIE_PORT": "9000"}
    return lambda *arguments: CliRunner().invoke(app, arguments, env=chosen)


@pytest.fixture
def somebody() -> str:
    """An address that nobody has."""
    return f"mina{next(_numbers)}@exemple.fr"


def add(regie: Regie, email: str, *options: str) -> dict[str, object]:
    return told(regie("add", email, "Mina RAMI", *options, "--json"))


def found(regie: Regie, search: str, *options: str) -> list[dict[str, object]]:
    return told(regie("list", search, *options, "--json"))


def told(result: Result) -> Any:
    """In this process what is logged meanwhile stands before it."""
    document = re.search(r"^[\[{].*", result.stdout, re.MULTILINE | re.DOTALL)
    assert document is not None, result.output
    return json.loads(document[0])


def test_whoever_is_added_gets_a_link(regie: Regie, somebody: str) -> None:
    link = add(regie, somebody)["link"]
    assert str(link).startswith("http://localhost:9000/invitation#code=")


def test_roles_are_given_with_the_account(regie: Regie, somebody: str) -> None:
    add(regie, somebody, "--role", "agent", "--role", "analyst")
    (seen,) = found(regie, somebody)
    assert [each["role"] for each in seen["roles"]] == ["agent", "analyst"]


def test_roles_replace_those_before(regie: Regie, somebody: str) -> None:
    add(regie, somebody, "--role", "agent")
    shown = regie("roles", somebody, "--role", "manager").stdout
    assert shown.splitlines()[-1].split() == ["manager"]


def test_somebody_is_named_by_number_too(regie: Regie, somebody: str) -> None:
    number = str(add(regie, somebody)["id"])
    regie("disable", number)
    assert [each["status"] for each in found(regie, somebody)] == ["disabled"]


def test_whoever_is_enabled_was_only_invited_before(regie: Regie, somebody: str) -> None:
    add(regie, somebody)
    regie("disable", somebody)
    regie("enable", somebody)
    assert [each["status"] for each in found(regie, somebody)] == ["invited"]


def test_whoever_never_came_is_invited_anew(regie: Regie, somebody: str) -> None:
    add(regie, somebody)
    assert "/invitation#code=" in regie("reset", somebody).stdout


def test_people_are_listed_by_role(regie: Regie, somebody: str) -> None:
    add(regie, somebody, "--role", "employee")
    assert found(regie, somebody, "--role", "director") == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "no address", "Mina"),
        ("add", "mina@exemple.fr", "<b>"),
        ("add", "mina@exemple.fr", "Mina", "--role", "boss"),
        ("add", "mina@exemple.fr", "Mina", "--language", "de"),
        ("list", "--status", "away"),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error(regie: Regie, arguments: tuple[str, ...]) -> None:
    assert regie(*arguments).exit_code == 2


def test_an_address_is_one_account(regie: Regie, somebody: str) -> None:
    add(regie, somebody)
    assert isinstance(regie("add", somebody, "Mina").exception, EmailTaken)


def test_nobody_is_found_by_another_tenants_address(regie: Regie, somebody: str) -> None:
    add(regie, somebody, "--tenant", "other")
    assert isinstance(regie("disable", somebody).exception, PersonNotFound)


def test_the_command_line_too_leaves_one_administrator(
    regie: Regie, migrated: DatabaseUrl, somebody: str
) -> None:
    add(regie, somebody, "--role", "administrator", "--tenant", somebody)
    with psycopg.connect(migrated.for_libpq()) as connection:
        activate = "UPDATE identity.person SET status = 'active' WHERE tenant = %s"
        connection.execute(activate, [somebody])
    refused = regie("disable", somebody, "--tenant", somebody)
    assert isinstance(refused.exception, LastAdministrator)
