"""`regie orders …`, with the app's service opened as bootstrap does."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from regie.apps.orders.commands import commands
from regie.apps.orders.manifest import APP
from regie.bootstrap import build_runtime, configure
from regie.core.app import CommandContext
from regie.core.embedded import EmbeddedPostgres

from .conftest import noon

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
                **environ,
            }
        )

        def work(on: Callable[[Any], Awaitable[Any]]) -> Any:
            part = build_runtime(configuration, clock=noon).parts[APP.name]

            async def opened() -> Any:
                (source,) = part.resources
                await source.open()
                try:
                    return await on(part.service)
                finally:
                    await source.close()

            return asyncio.run(opened())

        group: typer.Typer = commands()
        context = CommandContext(run=work, settings=configuration.settings)
        return CliRunner().invoke(group, arguments, obj=context)

    return invoke


def test_an_order_is_shown_in_words(run: Run) -> None:
    result = run("track", "cl-401372-487531", "rami")
    assert result.exit_code == 0
    assert "DCC avec couverture × 5" in result.output


def test_an_order_is_told_to_a_machine(run: Run) -> None:
    result = run("track", "CL-401372-487531", "RAMI", "--json")
    assert json.loads(result.output)["days_late"] == 389


@pytest.mark.parametrize("number", ["CL-401372-487531", "CL-000000-000000"])
def test_what_does_not_match_is_one_sentence_and_an_exit_code(run: Run, number: str) -> None:
    result = run("track", number, "Mina")
    assert (result.exit_code, result.output.count("\n")) == (1, 1)


def test_invisible_characters_are_refused_as_over_http(run: Run) -> None:
    assert run("track", "CL-1", "a\x1b[31m").exit_code == 2


def test_the_demos_account_is_harmless_on_every_line(run: Run) -> None:
    result = run("doctor", "--json")
    document = json.loads(result.output)
    assert result.exit_code == 0
    assert {finding["verdict"] for finding in document["findings"]} == {"pass"}


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
