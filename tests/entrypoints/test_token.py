"""`regie token`, on a server of the operator's own."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest

from commandplay import Regie, on_own_server
from regie.core.db import DatabaseUrl
from regie.identity.tokens.form import is_secret

READ = ("--permission", "console.people.read")


@pytest.fixture
def regie(migrated: DatabaseUrl, tmp_path: Path) -> Regie:
    return on_own_server(migrated, tmp_path, "token", REGIE_SECRET_KEY="0123456789abcdef" * 4)


def test_the_secret_alone_goes_to_standard_output(regie: Regie) -> None:
    made = regie("add", "Caisse", *READ)
    assert (made.returncode, is_secret(made.stdout.strip().encode())) == (0, True), made.stderr


def test_a_token_is_made_listed_and_revoked(regie: Regie) -> None:
    made = json.loads(regie("add", "ERP", *READ, "--days", "7", "--json").stdout)
    regie("revoke", str(made["id"]))
    (listed,) = [
        token for token in json.loads(regie("list", "--json").stdout) if token["id"] == made["id"]
    ]
    assert (listed["name"], "secret" in listed, bool(listed["revoked_at"])) == ("ERP", False, True)


def test_what_is_done_there_is_on_record(regie: Regie, migrated: DatabaseUrl) -> None:
    made = json.loads(regie("add", "Audit", *READ, "--json").stdout)
    with psycopg.connect(migrated.for_libpq()) as connection:
        recorded = connection.execute(
            "SELECT actor, action FROM identity.audit_entry WHERE subject = %s",
            [f"token:{made['id']}"],
        ).fetchall()
    assert recorded == [("system:0", "token.make")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "X", "--permission", "no.such.thing"), "no.such.thing"),
        (("add", "X", *READ, "--place", "NULLE-PART"), "NULLE-PART"),
        (("add", "X", *READ, "--days", "366"), "365"),
        (("revoke", "999999"), "regie token list"),
    ],
)
def test_a_refusal_names_what_is_wrong(regie: Regie, arguments: tuple[str, ...], said: str) -> None:
    refused = regie(*arguments)
    assert refused.returncode != 0
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr


def test_withdrawn_keys_are_forgotten(regie: Regie, migrated: DatabaseUrl) -> None:
    with psycopg.connect(migrated.for_libpq()) as connection:
        connection.execute(
            "INSERT INTO identity.signing_key (kid, public, private, signs_until, known_until)"
            " VALUES ('leaked', '', '', now() + interval '9 days', now() + interval '9 days')"
        )
    assert regie("withdraw-keys").returncode == 0
    with psycopg.connect(migrated.for_libpq()) as connection:
        kept = connection.execute("SELECT kid FROM identity.signing_key").fetchall()
    assert len(kept) == 1
    assert kept != [("leaked",)]
