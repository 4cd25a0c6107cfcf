"""`regie sql check`: JSON lines in, verdicts out, no database."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from regie.core.errors import Misconfigured
from regie.entrypoints.commands.sql import app

POLICY = {"allowed": {"orders": ["number", "status"]}, "schema": {"postgres": "public"}}

Run = Callable[..., Result]


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "policy.json"
    path.write_text(json.dumps(POLICY))
    return path


@pytest.fixture
def run(policy: Path) -> Run:
    def invoke(*arguments: str, typed: str | bytes = "") -> Result:
        return CliRunner().invoke(app, ["check", "--policy", str(policy), *arguments], input=typed)

    return invoke


def line(dialect: str, sql: str) -> str:
    return json.dumps({"dialect": dialect, "sql": sql}) + "\n"


def answers(result: Result) -> list[dict[str, str | None]]:
    return [json.loads(each) for each in result.stdout.splitlines()]


def test_what_may_run_is_written_anew(run: Run) -> None:
    result = run(typed=line("postgres", "select Number from orders"))
    assert answers(result) == [
        {
            "verdict": "allow",
            "sql": 'SELECT "orders"."number" FROM "public"."orders" AS "orders" LIMIT 500',
            "reason": None,
        }
    ]


def test_what_may_not_run_has_a_reason_and_no_text(run: Run) -> None:
    result = run(typed=line("tsql", "SELECT 1 DELETE FROM orders"))
    assert answers(result) == [
        {"verdict": "deny", "sql": None, "reason": "statement_word: DELETE is not allowed"}
    ]


@pytest.mark.parametrize(
    "dialect",
    ["postgres", "PostgreSQL", "mysql", "mariadb", "sqlite", "tsql", "mssql", "sqlserver"],
)
def test_a_dialect_has_the_names_that_people_use(run: Run, dialect: str) -> None:
    (answer,) = answers(run(typed=line(dialect, "SELECT number FROM orders")))
    assert answer["verdict"] == "allow"


def test_answers_come_in_the_order_of_the_lines(run: Run) -> None:
    typed = line("sqlite", "SELECT 1") + "\n" + line("sqlite", "x") + line("sqlite", "SELECT 2")
    assert [each["verdict"] for each in answers(run(typed=typed))] == ["allow", "deny", "allow"]


def test_lines_may_be_in_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "lines").write_text(line("sqlite", "SELECT 1"))
    assert [each["verdict"] for each in answers(run(str(tmp_path / "lines")))] == ["allow"]


@pytest.mark.parametrize(
    "typed",
    [
        b"nonsense\n",
        b'{"dialect": "sqlite"}\n',
        b'{"dialect": "oracle", "sql": "SELECT 1"}\n',
        b'{"dialect": "sqlite", "sql": 3}\n',
        b'{"dialect": "sqlite", "sql": "\xff"}\n',
        b'{"dialect": "sqlite", "sql": "\\ud800"}\n',
    ],
)
def test_a_bad_line_is_denied_and_told_with_its_number(run: Run, typed: bytes) -> None:
    result = run(typed=b"\n" + typed)
    (answer,) = answers(result)
    told = (result.exit_code, answer["verdict"], result.stderr.startswith("line 2: "))
    assert told == (1, "deny", True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"allowed": ["orders"]}',
        '{"allowed": {"orders": ["number"]}, "schema": {"oracle": "x"}}',
        '{"allowed": {"orders": [""]}}',
        '{"allowed": {}, "more": 1}',
        "\ud800",
    ],
)
def test_a_bad_policy_says_what_is_wrong(run: Run, policy: Path, text: str) -> None:
    policy.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert isinstance(run().exception, Misconfigured)


def test_a_policy_that_is_not_there_says_so(run: Run, policy: Path) -> None:
    policy.unlink()
    assert "cannot be read" in str(run().exception)
