"""`regie orders …`, with the app's service opened as bootstrap does."""

from __future__ import annotations

import asyncio
import json
import tomllib
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from regie.apps.orders.commands import commands
from regie.apps.orders.manifest import APP
from regie.bootstrap import build_runtime, configure
from regie.core.app import CommandContext
from regie.core.embedded import EmbeddedPostgres

from .conftest import READER_PASSWORD, mapped, noon

Run = Callable[..., Result]


@pytest.fixture
def run(postgres: EmbeddedPostgres, demo_dsn: str) -> Run:
    def invoke(*arguments: str, **environ: str) -> Result:
        configuration = configure(
            {
                "REGIE_ENV": "development",
                "REGIE_APPS": "orders",
                "REGIE_DATABASE_URL": postgres.superuser_url(),
                "REGIE_REDIS_URL": "none",
                "REGIE_ORDERS_DSN": demo_dsn,
                "REGIE_ORDERS_COLUMN_EMAIL": "Courriel",
                "REGIE_ORDERS_MOST_CONNECTIONS": "60",
                **environ,
            }
        )

        def work(on: Callable[[Any], Awaitable[Any]]) -> Any:
            part = build_runtime(configuration, clock=noon).parts[APP.name]

            async def opened() -> Any:
                async with AsyncExitStack() as stack:
                    for resource in part.resources:
                        await resource.open()
                        stack.push_async_callback(resource.close)
                    return await on(part.service)

            return asyncio.run(opened())

        group: typer.Typer = commands()
        section = configuration.apps[APP.name].values
        context = CommandContext(work, configuration.settings, section)
        return CliRunner().invoke(group, arguments, obj=context)

    return invoke


def test_an_order_is_shown_in_words(run: Run) -> None:
    result = run("track", "cl-401372-487531", "rami")
    assert result.exit_code == 0
    assert "DCC avec couverture × 5" in result.output


def test_an_order_is_told_to_a_machine(run: Run) -> None:
    result = run("track", "CL-401372-487531", "RAMI", "--json")
    assert json.loads(result.output)["days_late"] == 8


@pytest.mark.parametrize("number", ["CL-401372-487531", "CL-000000-000000"])
def test_what_does_not_match_is_one_sentence_and_an_exit_code(run: Run, number: str) -> None:
    result = run("track", number, "Mina")
    assert (result.exit_code, result.output.count("\n")) == (1, 1)


def test_invisible_characters_are_refused_as_over_http(run: Run) -> None:
    assert run("track", "CL-1", "a\x1b[31m").exit_code == 2


def test_the_demos_account_is_harmless_on_every_line(run: Run) -> None:
    result = run("doctor", "--json")
    (document,) = json.loads(result.output)
    assert result.exit_code == 0
    less = [each["check"] for each in document["findings"] if each["verdict"] != "pass"]
    assert less == ["mapping.changes"]


@pytest.mark.parametrize("environment", ["development", "production"])
def test_an_account_that_writes_fails_with_what_to_run(
    run: Run, postgres: EmbeddedPostgres, environment: str
) -> None:
    result = run(
        "doctor",
        REGIE_ENV=environment,
        REGIE_SECRET_KEY="0123456789abcdefghijklmnopqrstuvwxyz",
        REGIE_ALLOWED_HOSTS="localhost",
        REGIE_ORDERS_DSN=postgres.superuser_url("production"),
    )
    assert result.exit_code == 1
    assert "ALTER ROLE" in result.output


def test_its_lines_are_in_the_installations_language(run: Run) -> None:
    result = run("doctor", REGIE_LANGUAGE="en")
    assert "The account can write to no table." in result.output


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_letter_names_every_column_and_never_the_password(run: Run, language: str) -> None:
    written = run("doctor", "--letter", language).output
    columns = [column for relation in mapped().relations() for column in relation.columns]
    assert [column for column in columns if column not in written] == []
    assert READER_PASSWORD not in written


def test_a_source_that_there_is_not_is_said_so(run: Run) -> None:
    assert run("doctor", "--source", "nowhere").exit_code == 2


def test_a_mapping_is_proposed_from_the_demos_catalogue(run: Run) -> None:
    proposed = tomllib.loads(run("map", "--name", "demo").output)
    orders = proposed["orders"]
    assert (orders["table"], orders["number"], orders["customer"], orders["email"]) == (
        "Commandes",
        "NumeroCommande",
        "NomClient",
        "Courriel",
    )
    assert proposed["history"]["table"] == "HistoriqueStatuts"


def test_words_of_statuses_are_read_only_when_asked(run: Run, demo_dsn: str) -> None:
    without, with_ = (
        tomllib.loads(run("map", "--source", demo_dsn, *asked).output)["statuses"]
        for asked in ([], ["--read-statuses"])
    )
    assert without == {}
    assert with_["preparing_dispatch"] == ["En préparation expédition"]


def test_what_is_proposed_is_written_once(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "demo.toml"
    outcomes = [run("map", "--output", str(output)).exit_code for _ in range(2)]
    assert outcomes == [0, 2]
    assert output.read_text().startswith("# Proposé")


def test_a_dsn_that_leads_nowhere_is_said_without_its_password(run: Run) -> None:
    result = run("map", "--source", "postgresql://me:s3cret@127.0.0.1:9/nothing")
    assert result.exit_code == 1
    assert "s3cret" not in result.output


def test_a_conversation_is_held_from_a_terminal(run: Run) -> None:
    said = run("ask", "Où en est CL-401372-487531 ?", "Rami", "Le contenu de ma commande").stdout
    assert [line.split(" ")[0] for line in said.splitlines()] == ["À", "Votre", "Votre"]


def test_a_mapping_that_cannot_be_written_is_a_sentence(run: Run, tmp_path: Path) -> None:
    result = run("map", "--output", str(tmp_path / "no folder" / "atelier.toml"))
    assert (result.exit_code, "cannot be written" in result.output) == (2, True)
